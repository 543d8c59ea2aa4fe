/** The fragments of a packet, read where they are stored: their heads are in memory, and the bytes of a few megabytes of them. */
import type { FileStore } from '#src/files/file-store.ts';
import { FIRST_BYTES, type FragmentSource, openFragmentFile } from '#src/pdf-merge/fragment-source.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import type { FileRow } from '#src/store/models/file.ts';

/** Bytes that come along with the heads and are kept, of all fragments together. */
const MOST_KEPT = 48 * FIRST_BYTES;
/** So many heads are fetched at the same time. */
const AT_ONCE = 4;

/**
 * @param hashes of the fragments
 * @returns each by its hash
 * @throws RenditionFailed `file-missing` where one is not in the store; NoFragment
 */
export async function openStoredFragments(
  files: FileStore,
  hashes: readonly string[],
): Promise<Map<string, FragmentSource>> {
  const rows = await files.findMany(hashes);
  if (hashes.some((hash) => !rows.has(hash))) throw new RenditionFailed('file-missing');
  const opened = new Map<string, FragmentSource>();
  let kept = 0;
  const open = (row: FileRow): Promise<FragmentSource> => {
    kept += Math.min(row.size, FIRST_BYTES);
    return openFragmentFile({ size: row.size, read: (range) => files.open(row, range) }, kept <= MOST_KEPT);
  };
  const waiting = rows.values();
  // All take from the same rows.
  const takeInTurn = async () => {
    for (const row of waiting) opened.set(row._id, await open(row));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeInTurn));
  return opened;
}
