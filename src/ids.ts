/** Ids that sort by when they were made: a prefix, 9 characters of time, 10 of chance (50 bits), in Crockford's base 32. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export interface Ids {
  next(prefix: string): string;
}

/** What the ids begin with that are made at a time: all made earlier sort before it. @param at milliseconds */
export function idsFrom(prefix: string, at: number): string {
  let time = at;
  let head = '';
  for (let i = 0; i < 9; i++) {
    head = ALPHABET[time % 32] + head;
    time = Math.floor(time / 32);
  }
  return `${prefix}-${head}`;
}

export const randomIds: Ids = {
  next(prefix) {
    const tail = Array.from(randomBytes(10), (byte) => ALPHABET[byte % 32]).join('');
    return `${idsFrom(prefix, Date.now())}${tail}`;
  },
};
