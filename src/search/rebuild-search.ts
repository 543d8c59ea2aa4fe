/** Search is made of the items and their texts: it can be thrown away and made again at any time. */
import { driverOf } from '#src/model.ts';
import { type IndexDeps, indexAllChanged } from './index-items.ts';

/** Makes all that search reads anew. @returns how many items it has read */
export async function rebuildSearch(deps: IndexDeps): Promise<number> {
  const { items, searchRows, searchWords } = deps.collections;
  await Promise.all([searchRows.deleteMany({}), searchWords.deleteMany({})]);
  // Another number than any that an indexer at work has seen: what it read before is read again.
  await driverOf(items).updateMany({}, [{ $set: { toIndex: { $add: ['$seq', 0.5] } } }]);
  return indexAllChanged(deps);
}
