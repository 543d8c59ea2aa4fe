/** Who stands behind a party's link, and whether a mailed code has shown that it is them (level 1). */
import { stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { cookieAttributes, readCookie } from '#src/auth/cookie.ts';
import type { RateLimits } from '#src/auth/limits.ts';
import { makeCode, spendCode } from '#src/auth/mailed-code.ts';
import { keyedHash } from '#src/auth/secrets.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { type PartyOf, readPartyToken, seal, unseal } from '#src/links/party-link.ts';
import { type HearingHistory, type HearingParty, loadHearing } from '#src/queries/hearing.ts';

const SESSION_HOURS = 12;
const SESSION = 'hearing-session';

export interface PartyVisit {
  token: string;
  of: PartyOf;
  history: HearingHistory;
  party: HearingParty & { document: NonNullable<HearingParty['document']> };
  /** A code was entered in this browser within the last twelve hours. */
  isKnown: boolean;
}

/** @throws Refusal `not-found`, the same whether the link is malformed, forged, or of a party that was taken off the list */
export async function authenticateParty(app: App, request: Request, token: string): Promise<PartyVisit> {
  const of = readPartyToken(app.config.SERVER_KEY, token);
  if (of === undefined) throw notFound('link');
  const history = await loadHearing(app, of.hearing);
  const party = history.parties.find((each) => each.party === of.party);
  if (party === undefined || party.document === null) throw notFound('link');
  const isKnown = await hasSession(app, request, of);
  return { token, of, history, party: { ...party, document: party.document }, isKnown };
}

const keyOf = (app: App, { hearing, party }: PartyOf) =>
  keyedHash(app.config.SERVER_KEY, 'hearing-party-code', `${hearing} ${party}`);
const subjectOf = ({ hearing, party }: PartyOf) => `${hearing} ${party}`;

/** @returns the code to be mailed and what the browser brings back with it. @throws Refusal `sign-in-too-often` (429) */
export async function partyCode(app: App, limits: RateLimits, { of }: PartyVisit, ip: string) {
  await limits.countRequest(keyOf(app, of), ip);
  return makeCode({ ...app, serverKey: app.config.SERVER_KEY }, keyOf(app, of), subjectOf(of));
}

/** Lets the party in where the code is right. @param path the addresses that the browser sends. @throws Refusal `sign-in-code-…` */
export async function startPartySession(
  app: App,
  limits: RateLimits,
  { of }: PartyVisit,
  input: unknown,
  request: Request,
  response: Response,
  path = '/h',
): Promise<void> {
  const deps = { ...app, limits, serverKey: app.config.SERVER_KEY };
  await spendCode(deps, input, request.ip ?? 'unknown', async (subject) => subject === subjectOf(of));
  const until = (await app.clock.now()).getTime() + SESSION_HOURS * 3_600_000;
  const sealed = seal(app.config.SERVER_KEY, SESSION, `${subjectOf(of)} ${until}`);
  const attributes = { path, maxAge: SESSION_HOURS * 3_600, ...cookieAttributes(app.config.PUBLIC_URL) };
  response.append('Set-Cookie', stringifySetCookie({ name: cookieName(of), value: sealed, ...attributes }));
}

const cookieName = ({ party }: PartyOf) => `hoering-${party}`;

async function hasSession(app: App, request: Request, of: PartyOf): Promise<boolean> {
  const value = readCookie(request.headers.cookie, cookieName(of)) ?? '';
  const text = unseal(app.config.SERVER_KEY, SESSION, value);
  if (text === undefined || !text.startsWith(`${subjectOf(of)} `)) return false;
  return Number(text.split(' ').at(-1)) > (await app.clock.now()).getTime();
}

const FORM = 'hearing-form';
/** Proof of when the form was shown to whom: what arrives in the grace after the deadline counts only with it. */
export const sealForm = (app: App, who: string, now: Date): string =>
  seal(app.config.SERVER_KEY, FORM, `${who} ${now.toISOString()}`);
/** When the form was shown, or null where that cannot be proved. */
export function formOpenedAt(app: App, who: string, sealed: string): string | null {
  const text = unseal(app.config.SERVER_KEY, FORM, sealed);
  return text?.startsWith(`${who} `) ? text.slice(who.length + 1) : null;
}
