/** Who writes an item, as events. */
import type { ItemOf } from './given.ts';

export const handOver = (to: string, said: Partial<ItemOf<'handOver'>> = {}): ItemOf<'handOver'> => ({
  type: 'handOver',
  to,
  reason: null,
  alone: true,
  ...said,
});
export const coAuthor = (person: string, writes = true): ItemOf<'setCoAuthor'> => ({
  type: 'setCoAuthor',
  person,
  writes,
});
