/** The code that a signature needs: mailed to whoever is signed in, and entered in the same session (level 3, design § 5). */
import type { Request, Response } from 'express';
import { afterReply, sessionOn } from '#src/auth/middleware.ts';
import type { Session } from '#src/auth/sessions.ts';
import { confirmCode, requestSignatureCode } from '#src/auth/signature-code.ts';
import { Refusal } from '#src/errors.ts';
import type { Web } from '../../web.ts';
import { codeDeps, ipOf } from '../sign-in/session-steps.ts';

function sessionOrRefuse(request: Request): Session {
  const session = sessionOn(request);
  if (session === null) throw new Refusal('sign-in-needed', 401);
  return session;
}

/** @returns what the browser brings back with the code. @throws Refusal `sign-in-needed` (401), or as `requestSignatureCode` */
export async function askForSigningCode(web: Web, request: Request, response: Response): Promise<string> {
  const asked = await requestSignatureCode(
    codeDeps(web, web.sendSignatureCode),
    sessionOrRefuse(request),
    ipOf(request),
  );
  afterReply(response, () => asked.deliver());
  return asked.request;
}

/** @returns when the code was entered. @throws Refusal `sign-in-needed` (401), or as `confirmCode` */
export async function confirmSigningCode(web: Web, request: Request, input: unknown): Promise<Date> {
  return confirmCode(codeDeps(web, web.sendSignatureCode), input, sessionOrRefuse(request), ipOf(request));
}
