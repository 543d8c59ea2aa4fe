/** The step before a signature: a code is mailed to whoever is signed in, and typed in on the page one is at (level 3). */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { requireActor } from '#src/auth/middleware.ts';
import { isRefusal } from '#src/errors.ts';
import { fieldsOf, formBody, read } from '../../form.ts';
import type { Web } from '../../web.ts';
import { type SignStep, saidOf } from './sign-page.ts';
import { askForSigningCode, confirmSigningCode } from './signing-code.ts';

const AskForm = z.object({ reservation: z.string().max(20_000).default('') });
const CodeForm = AskForm.extend({ request: z.string().max(200), code: z.string().max(40).default('') });

export type ShowSignPage = (request: Request, response: Response, step: Partial<SignStep>) => Promise<void>;

/** @param show the sign page; what was typed stays in it while the code is on its way */
export function signCodeRoutes(web: Web, show: ShowSignPage): Router {
  const router = Router();
  router.post('/moeder/:meeting/underskriv/kode', requireActor(), formBody, async (request: Request, response) => {
    const { reservation: typed } = read(AskForm, fieldsOf(request));
    try {
      await show(request, response, { codeRequest: await askForSigningCode(web, request, response), typed });
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      await show(request, response.status(error.status), { codeError: saidOf(error.code), typed });
    }
  });

  router.post('/moeder/:meeting/underskriv/bekraeft', requireActor(), formBody, async (request: Request, response) => {
    const { reservation: typed, ...input } = read(CodeForm, fieldsOf(request));
    try {
      await confirmSigningCode(web, request, input);
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
