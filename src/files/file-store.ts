/**
 * The stored files. Each is kept once, under the SHA-256 of its bytes; the bytes lie in GridFS. A file exists when its row in `files`
 * does: that one insert is the commit, so of two who bring the same file at once one wins and the other takes its own bytes away.
 * Nothing here deletes a file that has a row: frozen versions name it.
 */
import type { Readable } from 'node:stream';
import { type Connection, trusted } from 'mongoose';
import type { Collections } from '#src/store/collections.ts';
import type { FileRow } from '#src/store/models/file.ts';
import { createByteStore, newByteId } from './byte-store.ts';

export interface FileStore {
  /**
   * Stores the bytes of a file on disk, once.
   * @param file its hash as computed from the same bytes, and what `checkFile` found
   * @returns the row as it stands: who comes second gets what the first one said of the same bytes
   */
  put(path: string, file: Omit<FileRow, 'bytes' | 'storedAt' | '_id'> & { hash: string }): Promise<FileRow>;
  find(hash: string): Promise<FileRow | null>;
  /** The bytes, or from `start` to `end` inclusive; the stream fails when the store goes away. */
  open(file: FileRow, range?: { start: number; end: number }): Readable;
}

/** An upload that has not ended by then has died with its process. */
const UNFINISHED_AFTER_MS = 60 * 60_000;

export function createFileStore({
  connection,
  collections: { files, fileUploads },
}: {
  connection: Connection;
  collections: Pick<Collections, 'files' | 'fileUploads'>;
}): FileStore {
  const byteStore = createByteStore(connection);

  async function removeBytes(bytes: FileRow['bytes']): Promise<void> {
    await byteStore.remove(bytes);
    await fileUploads.deleteOne({ _id: bytes });
  }

  /** What a killed process left behind goes when somebody uploads next; a few at a time. */
  async function removeUnfinished(now: number): Promise<void> {
    const dead = await fileUploads
      .find({ startedAt: trusted({ $lt: new Date(now - UNFINISHED_AFTER_MS) }) })
      .limit(5)
      .lean();
    for (const { _id, hash } of dead) {
      const row = await files.findOne({ _id: hash }).lean();
      if (row?.bytes.equals(_id)) await fileUploads.deleteOne({ _id });
      else await removeBytes(_id);
    }
  }

  return {
    async put(path, { hash, size, mime, kind }) {
      const stored = await files.findOne({ _id: hash }).lean();
      if (stored !== null) return stored;
      const now = Date.now();
      await removeUnfinished(now);
      const bytes = newByteId();
      // Noted before the first byte: whatever happens, somebody knows what to clean up.
      await fileUploads.insertOne({ _id: bytes, hash, startedAt: new Date(now) });
      try {
        await byteStore.write(bytes, path, hash);
      } catch (error) {
        await removeBytes(bytes).catch(() => {});
        throw error;
      }
      const made: FileRow = { _id: hash, bytes, size, mime, kind, storedAt: new Date(now) };
      try {
        await files.insertOne(made);
      } catch (error) {
        // The answer may be lost and the row written: only what the store says now counts, and bytes that a row names stay.
        const row = await files.findOne({ _id: hash }).lean();
        if (row === null) throw error;
        if (!row.bytes.equals(bytes)) {
          await removeBytes(bytes);
          return row;
        }
      }
      await fileUploads.deleteOne({ _id: bytes });
      return made;
    },
    find: (hash) => files.findOne({ _id: hash }).lean().exec(),
    open: ({ bytes }, range) => byteStore.open(bytes, range),
  };
}
