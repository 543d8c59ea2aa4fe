/** What codes, sessions and mailed links need of cryptography: chance, keyed hashes, and comparison in constant time. */
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** A hash that only the holder of the server's key can make or test; `purpose` keeps the uses of the key apart. */
export function keyedHash(serverKey: string, purpose: string, text: string): string {
  return createHmac('sha256', serverKey).update(`${purpose}\n${text}`).digest('base64url');
}

/** The form in which a session's token is stored. A plain hash is enough for 256 bits of chance. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** 256 bits of chance, 43 characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** Whether a text has the form of such a token. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** Six digits, each code as likely as any other. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Whether two texts are equal, in a time that says nothing about where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
