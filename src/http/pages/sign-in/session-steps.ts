/** Asking for a sign-in code, opening a session with it, and ending sessions: the same for pages and programs. */
import type { Request, Response } from 'express';
import { codeLimits } from '#src/auth/limits.ts';
import { afterReply, sessionOn } from '#src/auth/middleware.ts';
import { redeemCode } from '#src/auth/redeem-code.ts';
import { requestCode } from '#src/auth/request-code.ts';
import type { Web } from '../../web.ts';

/** As the proxy in front is trusted to say. */
export const ipOf = (request: Request): string => request.ip ?? 'unknown';

const depsOf = ({ app, sessions, sendCode }: Web) => ({
  ...app,
  sessions,
  limits: codeLimits(app),
  serverKey: app.config.SERVER_KEY,
  sendMail: sendCode,
});

export interface Exchange {
  web: Web;
  request: Request;
  response: Response;
}

/** @returns what the browser brings back with the code. @throws Refusal as `requestCode` */
export async function askForCode({ web, request, response }: Exchange, email: string): Promise<string> {
  const asked = await requestCode(depsOf(web), { email }, ipOf(request));
  afterReply(response, () => asked.deliver());
  return asked.request;
}

/** Sets the session's cookie. @throws Refusal as `redeemCode` */
export async function openSession(
  { web, request, response }: Exchange,
  input: { request: string; code: string },
): Promise<void> {
  const from = { ip: ipOf(request), userAgent: request.get('user-agent') ?? '' };
  const { token, session } = await redeemCode(depsOf(web), input, from);
  response.append('Set-Cookie', web.cookie.set(token, session.expiresAt, await web.app.clock.now()));
}

/** Ends the session that the request came with, if any. */
export async function endSession({ web, request, response }: Exchange): Promise<void> {
  const session = sessionOn(request);
  if (session) await web.sessions.revoke(session.person, session.id);
  response.append('Set-Cookie', web.cookie.clear());
}

/** Ends all sessions of a person, this one as well. */
export async function endAllSessions({ web, response }: Exchange, person: string): Promise<void> {
  await web.sessions.revokeAll(person);
  response.append('Set-Cookie', web.cookie.clear());
}
