/** Turns a mailed code into a session, once. */
import type { Connection } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { SignInLimits } from './limits.ts';
import { spendCode } from './mailed-code.ts';
import type { OpenedSession, Sessions } from './sessions.ts';

export interface RedeemCodeDeps {
  connection: Connection;
  directory: DirectorySource;
  clock: Clock;
  limits: SignInLimits;
  sessions: Sessions;
  serverKey: string;
}

/**
 * Signs in with a code.
 * @param input `{request, code}`: what `requestCode` gave the browser, and the six digits from the mail
 * @param from where the request comes from, and what the browser calls itself
 * @returns the new session; its token is for the cookie only
 * @throws Refusal as `spendCode`
 */
export async function redeemCode(
  deps: RedeemCodeDeps,
  input: unknown,
  from: { ip: string; userAgent: string },
): Promise<OpenedSession> {
  const person = await spendCode(
    deps,
    input,
    from.ip,
    async (id) => (await deps.directory.refresh()).people.get(id)?.active === true,
  );
  return deps.sessions.open(person, from.userAgent);
}
