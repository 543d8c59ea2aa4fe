/** Has search read items again whose row has not changed: their draft has, or the text of a file of theirs has been read. */
import { trusted } from 'mongoose';
import type { Collections } from './collections.ts';

/** Another value each time: whoever has read the item before takes only the mark away that it has seen. */
const newMark = (): number => -(Date.now() + Math.random());

export async function wantIndexed({ items }: Pick<Collections, 'items'>, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await items.updateMany({ _id: trusted({ $in: [...ids] }) }, { $set: { toIndex: newMark() } });
}

/** The items that have a file, as search has read them. */
export async function wantIndexedOfFile(
  { items, searchRows }: Pick<Collections, 'items' | 'searchRows'>,
  file: string,
): Promise<void> {
  const rows = await searchRows.find({ files: file }, { item: 1 }).lean();
  await wantIndexed({ items }, [...new Set(rows.map(({ item }) => item))]);
}
