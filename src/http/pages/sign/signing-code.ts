/** The code that a signature needs: mailed to whoever is signed in, and entered in the same session (level 3, design § 5). */
import type { Request, Response } from 'express';
import { codeLimits } from '#src/auth/limits.ts';
import { afterReply, sessionOn } from '#src/auth/middleware.ts';
import type { Session } from '#src/auth/sessions.ts';
import { confirmCode, requestSignatureCode } from '#src/auth/signature-code.ts';
import { Refusal } from '#src/errors.ts';
import type { Web } from '../../web.ts';
import { ipOf } from '../sign-in/session-steps.ts';

const depsOf = ({ app, sessions, sendSignatureCode }: Web) => ({
  ...app,
  sessions,
  limits: codeLimits(app),
  serverKey: app.config.SERVER_KEY,
  sendMail: sendSignatureCode,
});

function sessionOrRefuse(request: Request): Session {
  const session = sessionOn(request);
  if (session === null) throw new Refusal('sign-in-needed', 401);
  return session;
}

/** @returns what the browser brings back with the code. @throws Refusal `sign-in-needed` (401), or as `requestSignatureCode` */
export async function askForSigningCode(web: Web, request: Request, response: Response): Promise<string> {
  const asked = await requestSignatureCode(depsOf(web), sessionOrRefuse(request), ipOf(request));
  afterReply(response, () => asked.deliver());
  return asked.request;
}

/** @returns when the code was entered. @throws Refusal `sign-in-needed` (401), or as `confirmCode` */
export async function confirmSigningCode(web: Web, request: Request, input: unknown): Promise<Date> {
  return confirmCode(depsOf(web), input, sessionOrRefuse(request), ipOf(request));
}
