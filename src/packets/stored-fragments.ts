/** The fragments of a packet, read where they are stored: their heads are in memory, and the bytes of a few megabytes of them. */
import type { Readable } from 'node:stream';
import type { FileStore } from '#src/files/file-store.ts';
import { FIRST_BYTES, type FragmentSource, openFragmentFile } from '#src/pdf-merge/fragment-source.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import type { FileRow } from '#src/store/models/file.ts';

export interface StoredFragments {
  /**
   * Fetches the heads of those that have not been asked for before.
   * @param hashes of the fragments
   * @returns each by its hash
   * @throws RenditionFailed `file-missing` where one is not in the store; NoFragment
   */
  open(hashes: readonly string[]): Promise<Map<string, FragmentSource>>;
}

/** Bytes that come along with the heads and are kept, of all fragments together. */
const MOST_KEPT = 48 * FIRST_BYTES;
/** So many heads are fetched at the same time. */
const AT_ONCE = 4;

export function createStoredFragments(files: FileStore): StoredFragments {
  const asked = new Map<string, Promise<FragmentSource>>();
  const lines: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  let kept = 0;

  function openRow(row: FileRow | undefined): Promise<FragmentSource> {
    if (row === undefined) throw new RenditionFailed('file-missing');
    kept += Math.min(row.size, FIRST_BYTES);
    return openFragmentFile({ size: row.size, read: (range) => begun(files.open(row, range)) }, kept <= MOST_KEPT);
  }

  function fetch(hashes: readonly string[]): void {
    const rows = files.findMany(hashes);
    for (const [n, hash] of hashes.entries()) {
      const before = lines[n % AT_ONCE];
      const opening = Promise.all([rows, before]).then(([found]) => openRow(found.get(hash)));
      // Who waits in line does not mind what became of the one before; who has asked for it learns it.
      lines[n % AT_ONCE] = opening.catch(() => undefined);
      asked.set(hash, opening);
    }
  }

  return {
    async open(hashes) {
      const all = [...new Set(hashes)];
      const fresh = all.filter((hash) => !asked.has(hash));
      if (fresh.length > 0) fetch(fresh);
      const opened = all.map(async (hash) => [hash, await (asked.get(hash) as Promise<FragmentSource>)] as const);
      return new Map(await Promise.all(opened));
    },
  };
}

/** The stream's first bytes are asked for now, and not when it is read. What goes wrong is thrown where it is read. */
function begun(stream: Readable): Readable {
  stream.on('error', () => {});
  stream.read(0);
  return stream;
}
