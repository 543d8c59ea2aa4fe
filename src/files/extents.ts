/**
 * A file whose bytes lie partly in other stored files. A packet is hundreds of megabytes of bilag that are stored already, and most of
 * its editions differ in a few pages; so an edition stores what is its own, and of the rest where it is.
 */
import type { Readable } from 'node:stream';
import type { Extent } from '#src/store/models/file.ts';

/** Runs shorter than this, in bytes, are written down: to look them up elsewhere would cost more than they do. */
export const LEAST_EXTENT = 16_384;

/** A run of bytes and where it lies: in another file, or among the file's own bytes (null). */
interface Run {
  file: string | null;
  from: number;
  length: number;
}

/** Adds a run that follows the last one; where both lie together in the same file they become one. */
export function addExtent(extents: Extent[], added: Extent): void {
  const last = extents.at(-1);
  const follows = last?.file === added.file && last.at + last.length === added.at;
  if (last && follows && last.from + last.length === added.from) last.length += added.length;
  else extents.push({ ...added });
}

/** Both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Opens bytes of another file, or of the file's own (null). */
type OpenBytes = (file: string | null, range: ByteRange) => Promise<Readable>;

/**
 * @param size of the whole file, in bytes
 * @param extents in their order; what lies between them is the file's own
 * @returns the bytes in the range, read from one file after the other as they are asked for
 */
export async function* readExtents(
  size: number,
  extents: readonly Extent[],
  range: ByteRange,
  open: OpenBytes,
): AsyncGenerator<Uint8Array> {
  const readers = new Map<Pass, Reader>();
  try {
    for (const { file, from, length, pass } of passesOf(runsOf(size, extents, range))) {
      const reader = readers.get(pass) ?? createReader(await open(file, { start: from, end: pass.end - 1 }), from);
      readers.set(pass, reader);
      yield* reader.read(from, length);
      pass.left -= 1;
      if (pass.left === 0) readers.delete(pass);
    }
  } finally {
    for (const { close } of readers.values()) close();
  }
}

function runsOf(size: number, extents: readonly Extent[], { start, end }: ByteRange): Run[] {
  const runs: Run[] = [];
  let at = 0;
  let own = 0;
  const add = (file: string | null, from: number, length: number) => {
    const [first, last] = [Math.max(at, start), Math.min(at + length - 1, end)];
    if (first <= last) runs.push({ file, from: from + first - at, length: last - first + 1 });
    at += length;
  };
  const addOwn = (to: number) => {
    const length = to - at;
    add(null, own, length);
    own += length;
  };
  for (const extent of extents) {
    addOwn(extent.at);
    add(extent.file, extent.from, extent.length);
  }
  addOwn(size);
  return runs;
}

/** A file is read once from front to back for all its runs that come in that order. */
interface Pass {
  end: number;
  left: number;
}
type PlannedRun = Run & { pass: Pass };

function passesOf(runs: readonly Run[]): PlannedRun[] {
  const passes = new Map<string | null, Pass>();
  return runs.map((run) => {
    let pass = passes.get(run.file);
    if (pass === undefined || run.from < pass.end) pass = { end: 0, left: 0 };
    passes.set(run.file, pass);
    pass.end = run.from + run.length;
    pass.left += 1;
    return { ...run, pass };
  });
}

interface Reader {
  /** The bytes from there; never from before those that have been read. @throws Error where there are fewer */
  read(from: number, length: number): AsyncGenerator<Uint8Array>;
  close(): void;
}

/** @param at where the stream begins in its file */
function createReader(stream: Readable, at: number): Reader {
  const pieces: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array();
  let position = at;
  const next = async (most: number): Promise<Uint8Array> => {
    if (piece.length === 0) {
      const read = await pieces.next();
      if (read.done) throw new Error('a stored file is shorter than the one that is made of it says');
      piece = read.value;
    }
    const part = piece.subarray(0, most);
    piece = piece.subarray(part.length);
    position += part.length;
    return part;
  };
  return {
    async *read(from, length) {
      while (position < from) await next(from - position);
      for (const end = from + length; position < end; ) yield await next(end - position);
    },
    close: () => void stream.destroy(),
  };
}
