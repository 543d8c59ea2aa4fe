/**
 * Somebody who is signed in shows once more that it is them, by a code mailed a moment ago (level 3, design § 5). These codes have a
 * key and limits of their own: what strangers ask for at the sign-in page never stops a signer.
 */
import { Refusal } from '#src/errors.ts';
import { requestOf } from './mailed-code.ts';
import { type RedeemCodeDeps, spendForPerson } from './redeem-code.ts';
import { codeByMail, type RequestCodeDeps, type RequestedCode } from './request-code.ts';
import { keyedHash } from './secrets.ts';
import type { Session } from './sessions.ts';

/** One's own codes, in one's own session. */
const requestIn = (serverKey: string, { id, person }: Session): string =>
  requestOf(serverKey, keyedHash(serverKey, 'signer', person), id);

/** @throws Refusal as `countedCode`; `sign-in-needed` (401) for somebody who has left */
export async function requestSignatureCode(
  deps: RequestCodeDeps,
  session: Session,
  ip: string,
): Promise<RequestedCode> {
  const person = (await deps.directory.current()).people.get(session.person);
  if (!person?.active) throw new Refusal('sign-in-needed', 401);
  return codeByMail(deps, 'signature-code', { request: requestIn(deps.serverKey, session), ip, isKnown: true }, person);
}

/**
 * @param input `{request, code}`: what `requestSignatureCode` gave the browser, and the six digits from the mail
 * @param session in which the code must have been asked for
 * @returns when the code was entered
 * @throws Refusal as `spendCode`; `sign-in-code-replaced` for a code that was asked for in another session
 */
export async function confirmCode(deps: RedeemCodeDeps, input: unknown, session: Session, ip: string): Promise<Date> {
  const own = requestIn(deps.serverKey, session);
  const isKnown = async (request: string) => {
    if (request !== own) throw new Refusal('sign-in-code-replaced', 409);
    return true;
  };
  await spendForPerson(deps, { input, ip, purpose: 'signature-code', isKnown });
  return deps.sessions.confirm(session.id);
}
