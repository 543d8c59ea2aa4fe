/**
 * Bytes of the store that a process reads again and again, kept on its computer's disk. A worker has just made most fragments of a packet
 * that it builds, and read the files that they are made of: the way to the store is the dearest part of putting them together.
 */
import { createWriteStream } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteId, ByteStore } from './byte-store.ts';
import type { ByteRange } from './extents.ts';

/** What the folder is called in a process' folder for temporary files. */
export const KEPT_BYTES = 'bytes';

export interface KeepingOptions {
  /** On the disk on which files are made that are then stored. Other processes may use it as well. */
  folder: string;
  /** As many bytes at most, give or take what is added before they are counted again; what came first goes first. */
  mostBytes: number;
}

/** Read from the disk at a time, in bytes. */
const PIECE = 1_048_576;
/** They are counted whenever such a part of the most has been added. */
const COUNTED_PARTS = 16;

/**
 * @returns the same store: what is not kept, or cannot be, comes from the one that is given. A file that has been written is kept as it
 * lies, so it must not be changed where it is
 */
export function keepLocally(store: ByteStore, { folder, mostBytes }: KeepingOptions): ByteStore {
  const pathOf = (id: ByteId): string => join(folder, id.toHexString());
  let added = 0;

  /** @param put has the bytes lie at a path in the folder. A disk that is full is no reason to fail */
  async function keep(id: ByteId, put: (path: string) => Promise<unknown>): Promise<void> {
    try {
      await mkdir(folder, { recursive: true });
      await put(pathOf(id));
      added += (await stat(pathOf(id))).size;
      if (added < mostBytes / COUNTED_PARTS) return;
      added = 0;
      await removeFirst(folder, mostBytes);
    } catch {}
  }

  /** Named by the process' number, as its other temporary files: whoever is killed while they arrive leaves nothing. */
  async function fetchTo(path: string, id: ByteId): Promise<void> {
    const arriving = join(dirname(folder), `${process.pid}-${id}`);
    try {
      await pipeline(store.open(id), createWriteStream(arriving, { flags: 'wx' }));
      await rename(arriving, path);
    } finally {
      await rm(arriving, { force: true });
    }
  }

  async function* read(id: ByteId, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
    let file = await opened(pathOf(id));
    // A part of something large is not worth the rest of it.
    if (file === null && range === undefined) {
      await keep(id, (path) => fetchTo(path, id));
      file = await opened(pathOf(id));
    }
    yield* file === null ? store.open(id, range) : file.createReadStream({ ...range, highWaterMark: PIECE });
  }

  return {
    async write(id, path, name) {
      await store.write(id, path, name);
      await keep(id, (kept) => link(path, kept));
    },
    open: (id, range) => Readable.from(read(id, range), { objectMode: false }),
    async remove(id) {
      await store.remove(id);
      await rm(pathOf(id), { force: true });
    },
  };
}

const opened = (path: string): Promise<FileHandle | null> => open(path).catch(() => null);

/** Takes away what has been there longest, until the rest is no more than that many bytes. */
async function removeFirst(folder: string, mostBytes: number): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  const files = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => null);
      return { path, size: found?.size ?? 0, since: found?.ctimeMs ?? 0 };
    }),
  );
  let left = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.toSorted((one, other) => one.since - other.since)) {
    if (left <= mostBytes) return;
    await rm(path, { force: true });
    left -= size;
  }
}
