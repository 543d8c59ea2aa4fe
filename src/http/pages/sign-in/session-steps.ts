/** Asking for a sign-in code, opening a session with it, and ending sessions: the same for pages and programs. */
import type { Request, Response } from 'express';
import { askedFor } from '#src/auth/asked-for.ts';
import { codeMailState } from '#src/auth/code-mail.ts';
import { codeLimits } from '#src/auth/limits.ts';
import { afterReply, sessionOn } from '#src/auth/middleware.ts';
import type { CodeMailState } from '#src/auth/models.ts';
import { redeemCode } from '#src/auth/redeem-code.ts';
import { type CodeOrigin, requestCode } from '#src/auth/request-code.ts';
import { isToken, newToken } from '#src/auth/secrets.ts';
import { notFound } from '#src/errors.ts';
import { noteAudit } from '../../audit.ts';
import { clearKept } from '../../headers.ts';
import type { Web } from '../../web.ts';

/** As the proxy in front is trusted to say. */
export const ipOf = (request: Request): string => request.ip ?? 'unknown';

/** What asking for a code and bringing one need. @param sendMail makes one attempt at mailing it */
export const codeDeps = ({ app, sessions }: Web, sendMail: Web['sendCode']) => ({
  ...app,
  sessions,
  limits: codeLimits(app),
  serverKey: app.config.SERVER_KEY,
  sendMail,
});

export interface Exchange {
  web: Web;
  request: Request;
  response: Response;
}

const BROWSER_HOURS = 24;

/** Where a code is asked for. The browser is given a token where it has none; it keeps it for a day, and for long once it has signed in. */
export async function codeOrigin({ web, request, response }: Exchange): Promise<CodeOrigin> {
  const kept = web.browserCookie.read(request.headers.cookie);
  if (kept !== null && isToken(kept)) return { ip: ipOf(request), browser: kept };
  const [browser, now] = [newToken(), await web.app.clock.now()];
  const until = new Date(now.getTime() + BROWSER_HOURS * 3_600_000);
  response.append('Set-Cookie', web.browserCookie.set(browser, until, now));
  return { ip: ipOf(request), browser };
}

/** @returns what the browser brings back with the code. @throws Refusal as `requestCode` */
export async function askForCode(exchange: Exchange, email: string): Promise<string> {
  const { web, response } = exchange;
  const asked = await requestCode(codeDeps(web, web.sendCode), { email }, await codeOrigin(exchange));
  afterReply(response, () => asked.deliver());
  return asked.request;
}

/** What has become of the newest mail that the browser has asked for; the server is asked again how it is. */
export async function mailStateOf(
  { web, response }: Omit<Exchange, 'request'>,
  request: string,
): Promise<CodeMailState> {
  afterReply(response, () => web.mailProbe.ask());
  return codeMailState(web.app.connection, request, await web.mailProbe.takesMail());
}

/** Sets the session's cookie, and has the browser keep its token for as long as it is remembered. @throws Refusal as `redeemCode` */
export async function openSession(
  { web, request, response }: Exchange,
  input: { request: string; code: string },
): Promise<void> {
  const from = { ip: ipOf(request), userAgent: request.get('user-agent') ?? '' };
  noteAudit(response, { findPerson: () => askedFor(web.app.connection, input.request) });
  const { token, session, knownUntil } = await redeemCode(codeDeps(web, web.sendCode), input, from);
  noteAudit(response, { person: session.person });
  const now = await web.app.clock.now();
  response.append('Set-Cookie', web.cookie.set(token, session.expiresAt, now));
  const browser = web.browserCookie.read(request.headers.cookie);
  if (browser !== null && isToken(browser)) {
    response.append('Set-Cookie', web.browserCookie.set(browser, knownUntil, now));
  }
}

/** Ends the session that the request came with, if any; the browser forgets what it kept. */
export async function endSession({ web, request, response }: Exchange): Promise<void> {
  const session = sessionOn(request);
  if (session) await web.sessions.revoke(session.person, session.id);
  response.append('Set-Cookie', web.cookie.clear());
  clearKept(response);
}

/** Ends all sessions of somebody, as an administrator asks. @throws Refusal `not-found` (404) */
export async function endSessionsOf({ app, sessions }: Web, person: string): Promise<void> {
  if (!(await app.directory.refresh()).people.has(person)) throw notFound('person');
  await sessions.revokeAll(person);
}

/** Ends all sessions of a person, this one as well, and remembers none of their browsers. */
export async function endAllSessions({ web, response }: Exchange, person: string): Promise<void> {
  await web.sessions.revokeAll(person);
  response.append('Set-Cookie', web.cookie.clear());
  response.append('Set-Cookie', web.browserCookie.clear());
  clearKept(response);
}
