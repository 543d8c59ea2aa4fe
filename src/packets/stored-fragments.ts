/** The fragments of a packet, read where they are stored, one after the other. */
import type { Readable } from 'node:stream';
import type { FileStore } from '#src/files/file-store.ts';
import { type FragmentSource, openFragmentFile } from '#src/pdf-merge/fragment-source.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import type { FileRow } from '#src/store/models/file.ts';

/**
 * The beginnings of so many fragments are fetched while one is read: most are small, and what costs time is the way to the store. Each
 * may take a megabyte until it is its turn.
 */
const AHEAD = 6;
/** What is large is fetched for so many: each may fill 16 MB, the most that the store answers at once. */
const BODIES_AHEAD = 1;

/**
 * @param sources each with the hash of its fragment, in the order in which they are read
 * @param held fragments that are in memory, by their hashes
 * @returns the same with their fragments, whose bodies can be read once, before the next is asked for
 * @throws RenditionFailed `file-missing` where one is not in the store; NoFragment; what the store throws
 */
export async function* openInOrder<Source extends { fragment: string }>(
  files: FileStore,
  sources: readonly Source[],
  held: ReadonlyMap<string, FragmentSource> = new Map(),
): AsyncGenerator<Omit<Source, 'fragment'> & { hash: string; fragment: FragmentSource }> {
  const stored = sources.flatMap(({ fragment }) => (held.has(fragment) ? [] : [fragment]));
  const rows = stored.length > 0 ? await files.findMany(stored) : new Map<string, FileRow>();
  const opened: Promise<FragmentSource>[] = [];
  const streams = new Set<Readable>();
  try {
    for (const [n, { fragment: hash, ...source }] of sources.entries()) {
      for (const next of sources.slice(opened.length, n + 1 + AHEAD)) {
        const opening = openOne(files, held.get(next.fragment) ?? rows.get(next.fragment), streams);
        // Thrown when it is its turn.
        opening.catch(() => undefined);
        opened.push(opening);
      }
      for (const next of opened.slice(n + 1, n + 1 + BODIES_AHEAD))
        next.then(
          ({ body }) => body(),
          () => undefined,
        );
      const fragment = await (opened[n] as Promise<FragmentSource>);
      // Its megabyte goes with it.
      delete opened[n];
      yield { ...source, hash, fragment };
    }
  } finally {
    // Where they are not read to the end.
    for (const stream of streams) stream.destroy();
  }
}

async function openOne(
  files: FileStore,
  from: FragmentSource | FileRow | undefined,
  streams: Set<Readable>,
): Promise<FragmentSource> {
  if (from === undefined) throw new RenditionFailed('file-missing');
  if ('index' in from) return from;
  const read = (range: { start: number; end: number }) => {
    const stream = begun(files.open(from, range));
    streams.add(stream);
    return stream.on('close', () => streams.delete(stream));
  };
  const source = await openFragmentFile({ size: from.size, read }, true);
  let ahead: AsyncGenerator<Uint8Array> | undefined;
  return {
    ...source,
    body() {
      ahead ??= source.body();
      return ahead;
    },
  };
}

/** The stream's first bytes are asked for now, and not when it is read. What goes wrong is thrown where it is read. */
function begun(stream: Readable): Readable {
  stream.on('error', () => {});
  stream.read(0);
  return stream;
}
