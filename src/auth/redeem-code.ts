/** Turns a mailed code into a session, once. */
import type { Connection } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { RateLimits } from './limits.ts';
import { spendCode } from './mailed-code.ts';
import type { OpenedSession, Sessions } from './sessions.ts';

export interface RedeemCodeDeps {
  connection: Connection;
  directory: DirectorySource;
  clock: Clock;
  limits: RateLimits;
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
  return deps.sessions.open(await spendForPerson(deps, input, from.ip), from.userAgent);
}

/**
 * Uses up the code of somebody who still counts.
 * @param only the one person whose code it may be; undefined for anybody's
 * @returns whom it was mailed to. @throws Refusal as `spendCode`
 */
export const spendForPerson = (deps: RedeemCodeDeps, input: unknown, ip: string, only?: string): Promise<string> =>
  spendCode(
    deps,
    input,
    ip,
    async (id) =>
      (only === undefined || id === only) && (await deps.directory.refresh()).people.get(id)?.active === true,
  );
