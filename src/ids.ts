/** Ids that sort by when they were made: a prefix, 9 characters of time, 10 of chance (50 bits), in Crockford's base 32. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export interface Ids {
  next(prefix: string): string;
}

export const randomIds: Ids = {
  next(prefix) {
    let time = Date.now();
    let head = '';
    for (let i = 0; i < 9; i++) {
      head = ALPHABET[time % 32] + head;
      time = Math.floor(time / 32);
    }
    const tail = Array.from(randomBytes(10), (byte) => ALPHABET[byte % 32]).join('');
    return `${prefix}-${head}${tail}`;
  },
};
