/** The stored files: a row for each, what is being uploaded, for what each was uploaded, and their bytes in GridFS. */
import { type mongo, Schema } from 'mongoose';
import { Json, modelOf, rowSchema } from '#src/model.ts';

const { ObjectId } = Schema.Types;

/** A stored file, by the SHA-256 of its bytes. It exists from the moment this row does. */
export interface FileRow {
  _id: string;
  /** The id of its bytes in GridFS; where it has extents, of those that none of them names. */
  bytes: mongo.ObjectId;
  /** Bytes of the whole file. */
  size: number;
  mime: string;
  kind: string;
  storedAt: Date;
  /** Of a PDF that was found whole when it came: by which check. */
  wholeBy?: string;
  /** Which of its bytes lie in other files, in their order; left out where it is stored whole. */
  extents?: Extent[];
}

/** A run of bytes (an extent, as file systems say) that is the same in another stored file. */
export interface Extent {
  /** Where it begins in the file. */
  at: number;
  /** Bytes. */
  length: number;
  /** SHA-256 of the file that has it; it was stored before this one. */
  file: string;
  /** Where it begins there. */
  from: number;
}

/** An upload under way: what to clean up when its process dies. Times are wall-clock. */
interface FileUpload {
  _id: mongo.ObjectId;
  hash: string;
  startedAt: Date;
}

/** "<hash> <for>": the file was uploaded for an item, or with an answer to a hearing. Only there may it be named. */
interface FileReceipt {
  _id: string;
  by: string;
  at: Date;
  /** The file of the same item that it was made from and takes the place of. */
  madeFrom?: { hash: string; name: string; size: number; mime: string };
}

const fileSchema = rowSchema<FileRow>({
  _id: { type: String, required: true, match: /^[0-9a-f]{64}$/ },
  bytes: { type: ObjectId, required: true },
  size: { type: Number, required: true, min: 0 },
  mime: { type: String, required: true },
  kind: { type: String, required: true },
  storedAt: { type: Date, required: true },
  wholeBy: String,
  extents: Json,
});

const uploadSchema = rowSchema<FileUpload>({
  _id: { type: ObjectId, required: true },
  hash: { type: String, required: true },
  startedAt: { type: Date, required: true },
});

const receiptSchema = rowSchema<FileReceipt>({
  _id: { type: String, required: true },
  by: { type: String, required: true },
  at: { type: Date, required: true },
  madeFrom: Json,
});

/** The name of the GridFS bucket. */
export const BUCKET = 'fileBytes';

/** As the driver's GridFSBucket writes them; here for their index, and to be deleted. */
const byteFileSchema = rowSchema<{
  _id: mongo.ObjectId;
  length: number;
  chunkSize: number;
  uploadDate: Date;
  filename: string;
}>({
  _id: ObjectId,
  length: Number,
  chunkSize: Number,
  uploadDate: Date,
  filename: String,
});
const byteChunkSchema = rowSchema<{ _id: mongo.ObjectId; files_id: mongo.ObjectId; n: number; data: Buffer }>({
  _id: ObjectId,
  files_id: ObjectId,
  n: Number,
  data: Buffer,
});
// A file's bytes in their order; the driver would make it at the first upload.
byteChunkSchema.index({ files_id: 1, n: 1 }, { name: 'files_id_1_n_1', unique: true });

export const fileModel = modelOf('File', 'files', fileSchema);
export const fileUploadModel = modelOf('FileUpload', 'fileUploads', uploadSchema);
export const fileReceiptModel = modelOf('FileReceipt', 'fileReceipts', receiptSchema);
export const byteFileModel = modelOf('ByteFile', `${BUCKET}.files`, byteFileSchema);
export const byteChunkModel = modelOf('ByteChunk', `${BUCKET}.chunks`, byteChunkSchema);
