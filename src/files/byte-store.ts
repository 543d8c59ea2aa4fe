/** Bytes in GridFS, under ids that their rows choose. What the bytes are, and how long they stay, is for whoever has the row. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose, { type Connection } from 'mongoose';
import { databaseOf } from '#src/store/connect.ts';
import { BUCKET, byteChunkModel, byteFileModel } from '#src/store/models/file.ts';

export type ByteId = mongoose.mongo.ObjectId;

export interface ByteStore {
  /** Writes the bytes of a file on disk. @param name for whoever looks into the bucket. @throws what disk and store throw */
  write(id: ByteId, path: string, name: string): Promise<void>;
  /** The bytes, or from `start` to `end` inclusive; the stream fails where there are none, and when the store goes away. */
  open(id: ByteId, range?: { start: number; end: number }): Readable;
  /** Takes away what there is, a piece of a write that was broken off too. @throws what the store throws */
  remove(id: ByteId): Promise<void>;
}

/** Bytes of one document in GridFS. Each file says which it has, so those stored with another are read as they are. */
const CHUNK_BYTES = 1_048_576;

export const newByteId = (): ByteId => new mongoose.mongo.ObjectId();

export function createByteStore(connection: Connection): ByteStore {
  const bucket = new mongoose.mongo.GridFSBucket(databaseOf(connection), {
    bucketName: BUCKET,
    chunkSizeBytes: CHUNK_BYTES,
  });
  return {
    write: (id, path, name) => pipeline(createReadStream(path), bucket.openUploadStreamWithId(id, name)),
    open: (id, range) => bucket.openDownloadStream(id, range ? { start: range.start, end: range.end + 1 } : undefined),
    // Chunks first and without asking whether there is a file: a write may have died before its file was there.
    async remove(id) {
      await byteChunkModel(connection).deleteMany({ files_id: id });
      await byteFileModel(connection).deleteOne({ _id: id });
    },
  };
}
