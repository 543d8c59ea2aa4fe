/** Turns a mailed code into a session, once. */
import type { Connection } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import { isKnownBrowser, rememberBrowser } from './known-browsers.ts';
import type { RateLimits } from './limits.ts';
import { type BroughtCode, spendCode } from './mailed-code.ts';
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
 * Signs in with a code, and remembers the browser.
 * @param input `{request, code}`: what `requestCode` gave the browser, and the six digits from the mail
 * @param from where the request comes from, and what the browser calls itself
 * @returns the new session, whose token is for the cookie only, and until when the browser is remembered
 * @throws Refusal as `spendCode`
 */
export async function redeemCode(
  deps: RedeemCodeDeps,
  input: unknown,
  from: { ip: string; userAgent: string },
): Promise<OpenedSession & { knownUntil: Date }> {
  const isKnown = (request: string) => isKnownBrowser(deps, request);
  const { subject, request } = await spendForPerson(deps, { input, ip: from.ip, purpose: 'sign-in-code', isKnown });
  const knownUntil = await rememberBrowser(deps, request, subject);
  return { ...(await deps.sessions.open(subject, from.userAgent)), knownUntil };
}

/**
 * Uses up the code of somebody who still counts.
 * @returns whom it was mailed to, and the request. @throws Refusal as `spendCode`
 */
export const spendForPerson = (deps: RedeemCodeDeps, brought: BroughtCode) =>
  spendCode(deps, brought, async (id) => (await deps.directory.refresh()).people.get(id)?.active === true);
