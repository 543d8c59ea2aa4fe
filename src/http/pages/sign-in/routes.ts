/** Signing in by a mailed code, and out again. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { codeLimits } from '#src/auth/limits.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { actorOn, actorOrRefuse, afterReply, sessionOn } from '#src/auth/middleware.ts';
import { redeemCode } from '#src/auth/redeem-code.ts';
import { requestCode } from '#src/auth/request-code.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import { isRefusal } from '#src/errors.ts';
import { officeName, organName } from '#src/people/names.ts';
import { sentenceOf, word } from '#src/words/words.ts';
import { eventBody, fieldsOf, formBody, read } from '../../form.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { demoPeople } from './demo-people.ts';
import { deviceOf } from './device.ts';

/** Only an address of our own may be gone on to: a path, and none that a browser would read as another host. */
const Onward = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .catch('/');
const AskForm = z.object({ email: z.string().max(300).default(''), videre: Onward.default('/') });
const CodeForm = z.object({
  request: z.string().max(200),
  code: z.string().max(40).default(''),
  videre: Onward.default('/'),
});

const ipOf = (request: Request): string => request.ip ?? 'unknown';

export function signInRoutes(web: Web): Router {
  const { app, sessions, cookie } = web;
  const limits = codeLimits(app);
  const deps = { ...app, sessions, limits, serverKey: app.config.SERVER_KEY, sendMail: web.sendCode };
  const router = Router();

  async function askForCode(request: Request, response: Response, input: unknown): Promise<string> {
    const asked = await requestCode(deps, input, ipOf(request));
    afterReply(response, () => asked.deliver());
    return asked.request;
  }
  async function openSession(request: Request, response: Response, input: { request: string; code: string }) {
    const from = { ip: ipOf(request), userAgent: request.get('user-agent') ?? '' };
    const { token, session } = await redeemCode(deps, input, from);
    response.append('Set-Cookie', cookie.set(token, session.expiresAt, await app.clock.now()));
  }
  const mailCatcher = app.config.DEMO ? (app.config.MAIL_CATCHER_URL ?? null) : null;
  const codePage = (response: Response, props: { request: string; videre: string; error: string | null }) =>
    renderPage(response, 'sign-in-code', { title: 'Skriv koden', minutes: CODE_MINUTES, mailCatcher, ...props });
  const askPage = async (response: Response, props: { videre: string; email: string; error: string | null }) =>
    renderPage(response, 'sign-in', {
      title: 'Log ind',
      mailCatcher,
      demo: app.config.DEMO ? demoPeople(await app.directory.current()) : null,
      ...props,
    });

  router.get('/log-ind', async (request, response) => {
    const videre = Onward.parse(request.query.videre ?? '/');
    if (actorOn(request)) return response.redirect(303, videre);
    await askPage(response, { videre, email: '', error: null });
  });
  router.post('/log-ind', formBody, async (request, response) => {
    const { email, videre } = read(AskForm, fieldsOf(request));
    try {
      codePage(response, { request: await askForCode(request, response, { email }), videre, error: null });
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      response.status(error.status);
      const text =
        error.code === 'bad-input' ? 'Skriv en e-mailadresse, for eksempel navn@kommune.dk.' : said(error.code);
      await askPage(response, { videre, email, error: text });
    }
  });
  router.post('/log-ind/kode', formBody, async (request, response) => {
    const { videre, ...input } = read(CodeForm, fieldsOf(request));
    try {
      await openSession(request, response, input);
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      response.status(error.status);
      const text = error.code === 'bad-input' ? 'Koden er på seks cifre.' : said(error.code);
      return codePage(response, { request: input.request, videre, error: text });
    }
    response.redirect(303, videre);
  });
  router.post('/log-ud', formBody, async (request, response) => {
    const session = sessionOn(request);
    if (session) await sessions.revoke(session.person, session.id);
    response.append('Set-Cookie', cookie.clear()).redirect(303, '/log-ind');
  });
  router.post('/log-ud/alle', formBody, async (request, response) => {
    await sessions.revokeAll(actorOrRefuse(request).person);
    response.append('Set-Cookie', cookie.clear()).redirect(303, '/log-ind');
  });

  router.get('/mig', async (request, response) => {
    const actor = actorOrRefuse(request);
    const [directory, open] = await Promise.all([app.directory.current(), sessions.list(actor.person)]);
    const officeOf = (id: string) => officeName(directory, id);
    renderPage(response, 'me', {
      title: actor.name,
      roles: actor.roles.map((role) => word('roles', role)).join(', '),
      offices: actor.offices.map(({ office, onBehalfOf }) => ({
        office: officeOf(office),
        onBehalfOf: onBehalfOf ? (directory.people.get(onBehalfOf)?.name ?? null) : null,
      })),
      organs: actor.organs.map((id) => organName(directory, id)),
      sessions: open.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
        device: deviceOf(userAgent),
        from: momentOf(createdAt),
        seen: momentOf(lastSeenAt),
        current: id === sessionOn(request)?.id,
      })),
    });
  });

  router.post('/api/v1/sign-in-codes', eventBody, async (request, response) => {
    const asked = await askForCode(request, response, request.body);
    response.status(202).json({ request: asked, minutes: CODE_MINUTES });
  });
  router.post('/api/v1/sessions', eventBody, async (request, response) => {
    await openSession(request, response, request.body);
    response.status(204).end();
  });
  router.get('/api/v1/me', (request, response) => {
    const { person, name, roles, offices, organs } = actorOrRefuse(request);
    response.json({
      person,
      name,
      roles,
      offices: offices.map(({ office, onBehalfOf }) => ({ office, onBehalfOf })),
      organs,
    });
  });
  router.get('/api/v1/sessions', async (request, response) => {
    const open = await sessions.list(actorOrRefuse(request).person);
    response.json({
      sessions: open.map(({ id, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
        userAgent,
        createdAt,
        lastSeenAt,
        expiresAt,
        current: id === sessionOn(request)?.id,
      })),
    });
  });
  router.delete('/api/v1/sessions/current', async (request, response) => {
    const session = sessionOn(request);
    if (session) await sessions.revoke(session.person, session.id);
    response.append('Set-Cookie', cookie.clear()).status(204).end();
  });
  router.delete('/api/v1/sessions', async (request, response) => {
    await sessions.revokeAll(actorOrRefuse(request).person);
    response.append('Set-Cookie', cookie.clear()).status(204).end();
  });
  return router;
}

const said = (code: string): string => {
  const { text, lift } = sentenceOf(code);
  return `${text} ${lift}`;
};
