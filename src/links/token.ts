/**
 * The secret in a mailed link: HMAC-SHA256(server key, link id). It can be made again for a resend or a reminder, so it is
 * stored nowhere; the store knows only its SHA-256. The link id is no secret; its prefix "link-" keeps this use of the
 * server key apart from every other.
 */
import { createHash, createHmac } from 'node:crypto';
import { sameText } from '#src/auth/secrets.ts';

const LINK_ID = /^link-[0-9a-f]{40}$/;
const RAW_TOKEN = /^(link-[0-9a-f]{40})\.([A-Za-z0-9_-]{43})$/;

/**
 * The link that belongs to one purpose and one recipient: the same in every attempt to deliver it, and in every reminder of the
 * same request.
 */
export const linkIdOf = (purpose: string, person: string): string =>
  `link-${createHash('sha256')
    .update(JSON.stringify([purpose, person]))
    .digest('hex')
    .slice(0, 40)}`;

/** The token of a link: base64url, 43 characters. @param serverKey the service's secret of at least 32 bytes */
export function tokenOf(serverKey: string, linkId: string): string {
  if (!LINK_ID.test(linkId)) throw new Error('not a link id');
  return createHmac('sha256', serverKey).update(linkId).digest('base64url');
}

/** What the store keeps of a token: SHA-256, hexadecimal. */
export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What stands in the address after `/l/`: the link's id and its token. Secret: never logged, never in a page's text. */
export const rawTokenOf = (serverKey: string, linkId: string): string => `${linkId}.${tokenOf(serverKey, linkId)}`;

/** The address that is mailed. @param publicUrl where people reach the service, without a path of its own */
export const linkUrl = (publicUrl: string, serverKey: string, linkId: string): string =>
  new URL(`/l/${rawTokenOf(serverKey, linkId)}`, publicUrl).href;

/**
 * The id of the link that a raw token belongs to, or undefined when it is malformed or forged. Takes as long whatever is
 * wrong with the token, and asks no store.
 */
export function verifiedLinkId(serverKey: string, rawToken: string): string | undefined {
  const [, linkId, token] = RAW_TOKEN.exec(rawToken) ?? [];
  if (linkId === undefined || token === undefined) return undefined;
  return sameText(token, tokenOf(serverKey, linkId)) ? linkId : undefined;
}
