/** One mail address as it is kept: in lower case, and its domain in the letters that mail servers use (RFC 5890's A-labels). */
import { domainToASCII, domainToUnicode } from 'node:url';

/** A dot-atom of RFC 5322 before the at-sign; after it labels, the last of them letters or an A-label. */
export const KEPT_ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9][a-z0-9-]*\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

const MAX_LENGTH = 254;
/** What is longer is not looked at, with a name beside it or without: strangers type addresses too. */
export const MAX_TYPED = 600;
const ASCII = /^[\u0021-\u007e]*$/;
/** Node's conversion reads its input as a host in a URL; only letters, digits, hyphens and dots are left to it. */
const INTERNATIONAL_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;

/** `letters-before-at`: only few mail servers take æ, ø and å there (RFC 6531), so nothing would arrive. */
export type AddressFault = 'bad-address' | 'letters-before-at';

/**
 * @param text an address alone, in any case, with the dot of a sentence after it perhaps
 * @returns the address as it is kept, or why it is none
 */
export function keptAddress(text: string): { email: string } | { fault: AddressFault } {
  if (text.length > MAX_TYPED) return { fault: 'bad-address' };
  const written = text.trim().replace(/\.+$/, '').normalize('NFC').toLowerCase();
  const at = written.lastIndexOf('@');
  const [mailbox, domain] = [written.slice(0, at), written.slice(at + 1)];
  if (at > 0 && /\P{ASCII}/u.test(mailbox)) return { fault: 'letters-before-at' };
  const email = `${mailbox}@${asciiDomain(domain)}`;
  return email.length <= MAX_LENGTH && KEPT_ADDRESS.test(email) ? { email } : { fault: 'bad-address' };
}

function asciiDomain(domain: string): string {
  if (ASCII.test(domain)) return domain;
  return INTERNATIONAL_DOMAIN.test(domain) ? domainToASCII(domain) : '';
}

/** As people read it: the domain in its own letters. */
export function addressInWords(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = domainToUnicode(email.slice(at + 1));
  return domain === '' ? email : `${email.slice(0, at + 1)}${domain}`;
}
