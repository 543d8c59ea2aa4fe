/**
 * Where an upload in pieces lies until it is whole: in the store, a piece of at most a megabyte a document, so that any web process can
 * take the next one. How far it has come is where its last piece ends; no count is kept beside that could differ.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DataStore, ERRORS, Upload } from '@tus/utils';
import type { FileRef } from '#src/documents/file-ref.ts';
import { type Collections, isDuplicateKey } from '#src/store/collections.ts';
import type { PartialUpload } from '#src/store/models/partial-upload.ts';

type Parts = { collections: Pick<Collections, 'partialUploads' | 'uploadPieces'> };

/** For which item, and who brings it. */
export interface PartialUploadFor {
  owner: string;
  by: string;
}

const PIECE_BYTES = 1024 * 1024;
const DAY_MS = 24 * 3_600_000;

/** An upload of this person for this item; null for any other, and for one that is a day old. */
export const findPartialUpload = (
  { collections }: Parts,
  id: string,
  { owner, by }: PartialUploadFor,
): Promise<PartialUpload | null> => collections.partialUploads.findOne({ _id: id, owner, by }).lean().exec();

/** Notes what the file has become; its pieces are not needed any more. */
export async function concludePartialUpload({ collections }: Parts, id: string, file: FileRef): Promise<void> {
  await collections.partialUploads.updateOne({ _id: id }, { $set: { file } });
  await collections.uploadPieces.deleteMany({ upload: id });
}

export async function removePartialUpload({ collections }: Parts, id: string): Promise<void> {
  await collections.partialUploads.deleteOne({ _id: id });
  await collections.uploadPieces.deleteMany({ upload: id });
}

/** How many bytes have come. */
async function offsetOf({ collections }: Parts, id: string): Promise<number> {
  const last = await collections.uploadPieces
    .findOne({ upload: id }, { at: 1, length: 1 })
    .sort({ upload: -1, at: -1 })
    .lean();
  return last ? last.at + last.length : 0;
}

/**
 * Puts the pieces together.
 * @param path where the file is written; there is none there yet
 * @returns its SHA-256, and how many bytes it has
 */
export async function joinPieces(
  { collections }: Parts,
  id: string,
  path: string,
): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const pieces = collections.uploadPieces.find({ upload: id }).sort({ upload: 1, at: 1 }).batchSize(8).lean().cursor();
  await pipeline(
    pieces,
    async function* inOrder(rows: AsyncIterable<{ at: number; data: Buffer }>) {
      for await (const { at, data } of rows) {
        const bytes = bytesOf(data);
        if (at !== size) throw new Error(`upload ${id} has a gap at ${size}`);
        hash.update(bytes);
        size += bytes.length;
        yield bytes;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  );
  return { hash: hash.digest('hex'), size };
}

/** The driver gives a lean row's bytes as a Binary. */
const bytesOf = (data: Buffer | { buffer: Uint8Array }): Buffer =>
  Buffer.isBuffer(data) ? data : Buffer.from(data.buffer as Uint8Array);

/** The uploads of one person for one item, as the tus server asks for them. */
export function partialUploadStore(parts: Parts, whom: PartialUploadFor): DataStore {
  const { partialUploads, uploadPieces } = parts.collections;

  async function rowOf(id: string): Promise<PartialUpload> {
    const row = await findPartialUpload(parts, id, whom);
    if (row === null || row.purgeAt < new Date()) throw ERRORS.FILE_NOT_FOUND;
    return row;
  }

  async function create(upload: Upload): Promise<Upload> {
    const startedAt = new Date();
    await partialUploads.insertOne({
      _id: upload.id,
      ...whom,
      name: upload.metadata?.filename || 'fil',
      size: upload.size ?? 0,
      startedAt,
      purgeAt: new Date(startedAt.getTime() + DAY_MS),
      file: null,
    });
    return upload;
  }

  async function getUpload(id: string): Promise<Upload> {
    const { size, name, startedAt, file } = await rowOf(id);
    const offset = file === null ? await offsetOf(parts, id) : size;
    return new Upload({ id, size, offset, metadata: { filename: name }, creation_date: startedAt.toISOString() });
  }

  /** What came before a line was cut is kept: the upload goes on behind it. */
  async function write(stream: Readable, id: string, offset: number): Promise<number> {
    const { purgeAt } = await rowOf(id);
    let at = offset;
    let waiting: Buffer[] = [];
    let bytes = 0;
    const keep = async () => {
      if (bytes === 0) return;
      const data = Buffer.concat(waiting);
      try {
        await uploadPieces.insertOne({ _id: `${id}.${at}`, upload: id, at, length: bytes, data, purgeAt });
      } catch (error) {
        // Somebody else has written from here: the sender asks how far the upload is.
        throw isDuplicateKey(error) ? ERRORS.INVALID_OFFSET : error;
      }
      at += bytes;
      waiting = [];
      bytes = 0;
    };
    try {
      for await (const chunk of stream) {
        waiting.push(chunk);
        bytes += chunk.length;
        if (bytes >= PIECE_BYTES) await keep();
      }
    } catch (error) {
      await keep();
      throw error;
    }
    await keep();
    return at;
  }

  const remove = async (id: string): Promise<void> => {
    await rowOf(id);
    await removePartialUpload(parts, id);
  };
  return Object.assign(new DataStore(), {
    extensions: ['creation', 'termination'],
    create,
    getUpload,
    write,
    remove,
  });
}
