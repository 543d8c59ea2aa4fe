/** Who stands behind a party's link, and whether a mailed code has shown that it is them (level 1). */
import type { Request } from 'express';
import { deliverCode } from '#src/auth/code-mail.ts';
import { partyCookie } from '#src/auth/cookie.ts';
import { codeLimits } from '#src/auth/limits.ts';
import { CODE_MINUTES, requestOf, spendCode } from '#src/auth/mailed-code.ts';
import { afterReply } from '#src/auth/middleware.ts';
import { countedCode } from '#src/auth/request-code.ts';
import { keyedHash } from '#src/auth/secrets.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { type PartyOf, readPartyToken, seal, unseal } from '#src/links/party-link.ts';
import { type HearingHistory, type HearingParty, loadHearing } from '#src/queries/hearing.ts';
import { clearKept } from '../../headers.ts';
import { codeOrigin, type Exchange, ipOf } from '../sign-in/session-steps.ts';

const SESSION = 'hearing-session';

export interface PartyVisit {
  token: string;
  of: PartyOf;
  history: HearingHistory;
  party: HearingParty & { document: NonNullable<HearingParty['document']> };
  /** A code was entered in this browser, no longer ago than PARTY_SESSION_HOURS. */
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

const subjectOf = ({ hearing, party }: PartyOf) => `${hearing} ${party}`;

const depsOf = (app: App) => ({ ...app, limits: codeLimits(app), serverKey: app.config.SERVER_KEY });

/**
 * Mails a code to the party, once the reply has been written.
 * @returns what the browser brings back with it. @throws Refusal as `countedCode`
 */
export async function mailPartyCode(exchange: Exchange, { of, party, history }: PartyVisit): Promise<string> {
  const { web, response } = exchange;
  const { app } = web;
  const { ip, browser } = await codeOrigin(exchange);
  const key = app.config.SERVER_KEY;
  // Counted by address, whatever hearings are about to be answered from it; the codes of each are its own.
  const address = keyedHash(key, 'hearing-party-address', party.document.email);
  const request = requestOf(key, address, `${browser} ${subjectOf(of)}`);
  const requester = { request, ip, isKnown: false };
  const { id, code, mailId } = await countedCode(depsOf(app), 'hearing-code', requester, subjectOf(of));
  const item = history.item.context;
  const mail = { to: party.document.email, party: of.party, code, minutes: CODE_MINUTES, mailId, item };
  afterReply(response, () => deliverCode(app, id, { party: of.party }, () => web.sendPartyCode(mail)));
  return request;
}

/** Lets the party in where the code is right. @throws Refusal `sign-in-code-…` */
export async function startPartySession(
  { web, request, response }: Exchange,
  { of }: PartyVisit,
  input: unknown,
): Promise<void> {
  const { app } = web;
  const brought = { input, ip: ipOf(request), purpose: 'hearing-code' as const, isKnown: async () => false };
  await spendCode(depsOf(app), brought, async (subject) => subject === subjectOf(of));
  const now = await app.clock.now();
  const until = new Date(now.getTime() + app.config.PARTY_SESSION_HOURS * 3_600_000);
  const sealed = seal(app.config.SERVER_KEY, SESSION, `${subjectOf(of)} ${until.getTime()}`);
  response.append('Set-Cookie', cookieOf(app, of).set(sealed, until, now));
}

/** The party leaves; the browser forgets what it kept. */
export function endPartySession({ web, response }: Omit<Exchange, 'request'>, { of }: PartyVisit): void {
  response.append('Set-Cookie', cookieOf(web.app, of).clear());
  clearKept(response);
}

const cookieOf = ({ config }: App, { party }: PartyOf) => partyCookie(config.PUBLIC_URL, party);

async function hasSession(app: App, request: Request, of: PartyOf): Promise<boolean> {
  const value = cookieOf(app, of).read(request.headers.cookie) ?? '';
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
