/** The step before a signature: a code is mailed to whoever is signed in, and typed in on the page one is at (level 3). */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { confirmCode } from '#src/auth/confirm-code.ts';
import { codeLimits } from '#src/auth/limits.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { actorOrRefuse, afterReply, requireActor, sessionOn } from '#src/auth/middleware.ts';
import { requestCode } from '#src/auth/request-code.ts';
import { FRESH_MINUTES } from '#src/commands/meeting/sign.ts';
import { isRefusal, Refusal } from '#src/errors.ts';
import { eventBody, fieldsOf, formBody, read } from '../../form.ts';
import type { Web } from '../../web.ts';
import { type SignStep, saidOf } from './sign-page.ts';

const AskForm = z.object({ reservation: z.string().max(20_000).default('') });
const CodeForm = AskForm.extend({ request: z.string().max(200), code: z.string().max(40).default('') });

export type ShowSignPage = (request: Request, response: Response, step: Partial<SignStep>) => Promise<void>;

/** @param show the sign page; what was typed stays in it while the code is on its way */
export function signCodeRoutes({ app, sessions, sendSignatureCode }: Web, show: ShowSignPage): Router {
  const router = Router();
  const limits = codeLimits(app);
  const deps = { ...app, sessions, limits, serverKey: app.config.SERVER_KEY, sendMail: sendSignatureCode };
  const ipOf = (request: Request) => request.ip ?? 'unknown';

  async function askForCode(request: Request, response: Response): Promise<string> {
    const email = (await app.directory.current()).people.get(actorOrRefuse(request).person)?.email;
    const asked = await requestCode(deps, { email }, ipOf(request));
    afterReply(response, () => asked.deliver());
    return asked.request;
  }
  async function confirm(request: Request, input: unknown): Promise<Date> {
    const session = sessionOn(request);
    if (session === null) throw new Refusal('sign-in-needed', 401);
    return confirmCode(deps, input, session, ipOf(request));
  }

  router.post('/api/v1/signature-codes', requireActor(), async (request, response) => {
    response.status(202).json({ request: await askForCode(request, response), minutes: CODE_MINUTES });
  });
  router.post('/api/v1/signature-codes/confirmations', requireActor(), eventBody, async (request, response) => {
    const enteredAt = await confirm(request, request.body);
    response.json({ freshUntil: new Date(enteredAt.getTime() + FRESH_MINUTES * 60_000).toISOString() });
  });

  router.post('/moeder/:meeting/underskriv/kode', requireActor(), formBody, async (request: Request, response) => {
    const { reservation: typed } = read(AskForm, fieldsOf(request));
    try {
      await show(request, response, { codeRequest: await askForCode(request, response), typed });
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      await show(request, response.status(error.status), { codeError: saidOf(error.code), typed });
    }
  });

  router.post('/moeder/:meeting/underskriv/bekraeft', requireActor(), formBody, async (request: Request, response) => {
    const { reservation: typed, ...input } = read(CodeForm, fieldsOf(request));
    try {
      await confirm(request, input);
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      const codeError = error.code === 'bad-input' ? 'Koden er på seks cifre.' : saidOf(error.code);
      // Of a code that can still be tried, the field stays.
      const again = error.code === 'bad-input' || error.code === 'sign-in-code-wrong';
      const codeRequest = again ? input.request : null;
      return show(request, response.status(error.status), { codeRequest, codeError, typed });
    }
    // What was typed comes back in the page itself: it never stands in an address.
    if (typed !== '') return show(request, response, { isFresh: true, typed });
    response.redirect(303, `/moeder/${request.params.meeting}/underskriv#underskriv`);
  });
  return router;
}
