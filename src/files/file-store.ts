/**
 * The stored files. Each is kept once, under the SHA-256 of its bytes. The bytes lie in GridFS, or where another stored file has the
 * same, there (extents.ts). A file exists when its row in `files` does: that one insert is the commit, so of two who bring the same
 * file at once one wins and the other takes its own bytes away. Nothing here deletes a file that has a row: frozen versions name it,
 * and other files may be made of it.
 */
import { Readable } from 'node:stream';
import { type Connection, trusted } from 'mongoose';
import type { Collections } from '#src/store/collections.ts';
import type { FileRow } from '#src/store/models/file.ts';
import { type ByteStore, createByteStore, newByteId } from './byte-store.ts';
import { type ByteRange, readExtents } from './extents.ts';

/** Where bytes are stored that may lie partly in stored files. */
export type StoredBytes = Pick<FileRow, 'bytes' | 'size' | 'extents'>;

export interface FileStore {
  /**
   * Stores the bytes of a file on disk, once.
   * @param path where the bytes are that no extent names
   * @param file hash and size of the whole, and what `checkFile` found
   * @returns the row as it stands: who comes second gets what the first one said of the same bytes
   */
  put(path: string, file: Omit<FileRow, 'bytes' | 'storedAt' | '_id'> & { hash: string }): Promise<FileRow>;
  find(hash: string): Promise<FileRow | null>;
  /** Several in one round trip; what is not stored is missing from the map. */
  findMany(hashes: readonly string[]): Promise<Map<string, FileRow>>;
  /** The bytes, or from `start` to `end` inclusive; the stream fails when the store goes away. */
  open(file: StoredBytes, range?: ByteRange): Readable;
}

/** An upload that has not ended by then has died with its process. */
const UNFINISHED_AFTER_MS = 60 * 60_000;
/** So often a process looks for such uploads, at most. */
const LOOK_FOR_UNFINISHED_MS = 60_000;

/** @param bytes where the bytes lie, if not in the connection's GridFS alone */
export function createFileStore({
  connection,
  collections: { files, fileUploads },
  bytes: byteStore = createByteStore(connection),
}: {
  connection: Connection;
  collections: Pick<Collections, 'files' | 'fileUploads'>;
  bytes?: ByteStore;
}): FileStore {
  const find: Find = (hash) => files.findOne({ _id: hash }).lean().exec();

  async function removeBytes(bytes: FileRow['bytes']): Promise<void> {
    await byteStore.remove(bytes);
    await fileUploads.deleteOne({ _id: bytes });
  }

  let lookAgainAt = 0;
  /** What a killed process left behind goes when somebody uploads next; a few at a time. */
  async function removeUnfinished(now: number): Promise<void> {
    if (now < lookAgainAt) return;
    lookAgainAt = now + LOOK_FOR_UNFINISHED_MS;
    const dead = await fileUploads
      .find({ startedAt: trusted({ $lt: new Date(now - UNFINISHED_AFTER_MS) }) })
      .limit(5)
      .lean();
    for (const { _id, hash } of dead) {
      const row = await find(hash);
      if (row?.bytes.equals(_id)) await fileUploads.deleteOne({ _id });
      else await removeBytes(_id);
    }
  }

  return {
    async put(path, { hash, size, mime, kind, wholeBy, extents }) {
      const now = Date.now();
      const bytes = newByteId();
      const [stored] = await Promise.all([
        find(hash),
        // Noted before the first byte: whatever happens, somebody knows what to clean up.
        fileUploads.insertOne({ _id: bytes, hash, startedAt: new Date(now) }),
        removeUnfinished(now),
      ]);
      if (stored !== null) {
        await fileUploads.deleteOne({ _id: bytes });
        return stored;
      }
      try {
        await byteStore.write(bytes, path, hash);
      } catch (error) {
        await removeBytes(bytes).catch(() => {});
        throw error;
      }
      const made: FileRow = {
        ...{ _id: hash, bytes, size, mime, kind, storedAt: new Date(now) },
        ...(wholeBy === undefined ? {} : { wholeBy }),
        ...(extents === undefined ? {} : { extents }),
      };
      try {
        await files.insertOne(made);
      } catch (error) {
        // The answer may be lost and the row written: only what the store says now counts, and bytes that a row names stay.
        const found = await find(hash);
        if (found === null) throw error;
        if (!found.bytes.equals(bytes)) {
          await removeBytes(bytes);
          return found;
        }
      }
      await fileUploads.deleteOne({ _id: bytes });
      return made;
    },
    find,
    async findMany(hashes) {
      const rows = await files.find({ _id: trusted({ $in: [...hashes] }) }).lean();
      return new Map(rows.map((row) => [row._id, row]));
    },
    open: (file, range) => openBytes({ byteStore, find }, file, range),
  };
}

type Find = FileStore['find'];

function openBytes(
  { byteStore, find }: { byteStore: ByteStore; find: Find },
  { bytes, size, extents }: StoredBytes,
  range?: ByteRange,
): Readable {
  if (extents === undefined) return byteStore.open(bytes, range);
  const openPart = async (other: string | null, part: ByteRange): Promise<Readable> => {
    if (other === null) return byteStore.open(bytes, part);
    const row = await find(other);
    if (row === null) throw new Error(`the stored file ${other} is missing, which others are made of`);
    // That one may lie in others itself: all of these were stored before it.
    return openBytes({ byteStore, find }, row, part);
  };
  return Readable.from(readExtents(size, extents, range ?? { start: 0, end: size - 1 }, openPart));
}
