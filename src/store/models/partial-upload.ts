/**
 * Uploads that come in pieces and may go on after a line was cut, at whichever web process the next piece reaches: an upload, and its
 * pieces. The store removes both when they are a day old.
 */
import { Schema } from 'mongoose';
import { Json, modelOf, rowSchema } from '#src/model.ts';

export interface PartialUpload {
  _id: string;
  /** The item that the file is for, and the person who brings it: nobody else can go on with it. */
  owner: string;
  by: string;
  /** As its owner calls it. */
  name: string;
  /** Bytes of the whole file. */
  size: number;
  startedAt: Date;
  purgeAt: Date;
  /** What the file has become: the answer to whoever asks again. Null until then. */
  file: { hash: string; name: string; size: number; mime: string } | null;
}

/** A piece. Each begins where another one ends, so that of two who write at once one is refused. */
export interface UploadPiece {
  /** "<upload>.<at>" */
  _id: string;
  upload: string;
  /** Bytes before it. */
  at: number;
  length: number;
  data: Buffer;
  purgeAt: Date;
}

const uploadSchema = rowSchema<PartialUpload>({
  _id: { type: String, required: true },
  owner: { type: String, required: true },
  by: { type: String, required: true },
  name: { type: String, required: true },
  size: { type: Number, required: true, min: 1 },
  startedAt: { type: Date, required: true },
  purgeAt: { type: Date, required: true },
  file: Json,
});
// What nobody has finished goes after a day.
uploadSchema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });

const pieceSchema = rowSchema<UploadPiece>({
  _id: { type: String, required: true },
  upload: { type: String, required: true },
  at: { type: Number, required: true, min: 0 },
  length: { type: Number, required: true, min: 1 },
  data: { type: Schema.Types.Buffer, required: true },
  purgeAt: { type: Date, required: true },
});
// An upload's pieces in their order, each place once.
pieceSchema.index({ upload: 1, at: 1 }, { name: 'upload_1_at_1', unique: true });
// Goes with its upload.
pieceSchema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });

export const partialUploadModel = modelOf('PartialUpload', 'partialUploads', uploadSchema);
export const uploadPieceModel = modelOf('UploadPiece', 'uploadPieces', pieceSchema);
