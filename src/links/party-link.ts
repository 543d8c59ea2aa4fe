/**
 * The link that a party answers through (level 1): HMAC-SHA256 of hearing and party, so it is the same in every mail and stored
 * nowhere. It dies by comparison: what may be done through it follows from the hearing's state. Alone it only shows open content;
 * to answer, a code is mailed to the party's address first.
 */
import { keyedHash, sameText } from '#src/auth/secrets.ts';

export interface PartyOf {
  hearing: string;
  party: string;
}

const RAW = /^(hearing-[A-Za-z0-9-]{1,50})\.(party-[A-Za-z0-9-]{1,50})\.([A-Za-z0-9_-]{43})$/;

/** What stands in the address after `/h/`. Secret: never logged. */
export const partyToken = (serverKey: string, { hearing, party }: PartyOf): string =>
  `${hearing}.${party}.${keyedHash(serverKey, 'hearing-party', `${hearing} ${party}`)}`;

/** The address that is mailed. @param publicUrl where people reach the service, without a path of its own */
export const partyUrl = (publicUrl: string, serverKey: string, of: PartyOf): string =>
  new URL(`/h/${partyToken(serverKey, of)}`, publicUrl).href;

/** Whose link it is, or undefined when it is malformed or forged. */
export function readPartyToken(serverKey: string, raw: string): PartyOf | undefined {
  const [, hearing = '', party = '', mac = ''] = RAW.exec(raw) ?? [];
  if (hearing === '') return undefined;
  const expected = keyedHash(serverKey, 'hearing-party', `${hearing} ${party}`);
  return sameText(mac, expected) ? { hearing, party } : undefined;
}

/**
 * A short text that came from us and comes back: the server's signature keeps it from being changed or used for something else.
 * @param purpose what it is for; another purpose does not open it
 */
export const seal = (serverKey: string, purpose: string, text: string): string =>
  `${Buffer.from(text).toString('base64url')}.${keyedHash(serverKey, purpose, text)}`;

/** The sealed text, or undefined when it is not ours. */
export function unseal(serverKey: string, purpose: string, sealed: string): string | undefined {
  const [body = '', mac = ''] = sealed.split('.');
  const text = Buffer.from(body, 'base64url').toString();
  return sameText(mac, keyedHash(serverKey, purpose, text)) ? text : undefined;
}
