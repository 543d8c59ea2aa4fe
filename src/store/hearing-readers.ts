/** Who may read a hearing: whoever may read its item. Its row says so too, so that lists find it by an index. */
import { trusted } from 'mongoose';
import { driverOf } from '#src/model.ts';
import type { Collections } from './collections.ts';
import type { HearingRow, ItemRow } from './projections.ts';

type Tables = Pick<Collections, 'items' | 'hearings'>;

/** The items whose hearings may have to follow when these rows have been written. */
export const itemsToFollow = (items: readonly ItemRow[], hearings: readonly HearingRow[]): string[] => [
  ...new Set([
    ...items.filter(({ context }) => context.hearings.length > 0).map(({ _id }) => _id),
    ...hearings.map(({ item }) => item),
  ]),
];

/**
 * Writes into the rows of the items' hearings who may read them, after the rows of items and hearings: of two who do so at once each
 * has read an item that is at least as new as the rows that it has written, and the newer item's readers stay.
 */
export async function followItems({ items, hearings }: Tables, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await items.find({ _id: trusted({ $in: [...ids] }) }, { seq: 1, readers: 1 }).lean();
  if (rows.length === 0) return;
  await driverOf(hearings).bulkWrite(
    rows.map(({ _id: item, seq, readers }) => ({
      updateMany: {
        filter: { item, readersAsOf: { $not: { $gt: seq } } },
        update: { $set: { readers, readersAsOf: seq } },
      },
    })),
    { ordered: false },
  );
}
