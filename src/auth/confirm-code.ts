/** Somebody who is signed in shows once more that it is them, by a code mailed a moment ago (level 3, design § 5). */
import { type RedeemCodeDeps, spendForPerson } from './redeem-code.ts';
import type { Session } from './sessions.ts';

/**
 * @param input `{request, code}`: what `requestCode` gave the browser, and the six digits from the mail
 * @param session whose person the code must have been mailed to
 * @returns when the code was entered
 * @throws Refusal as `spendCode`; `sign-in-code-wrong` also for a code that went to somebody else
 */
export async function confirmCode(deps: RedeemCodeDeps, input: unknown, session: Session, ip: string): Promise<Date> {
  await spendForPerson(deps, input, ip, session.person);
  return deps.sessions.confirm(session.id);
}
