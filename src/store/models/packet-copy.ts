/** The copies of packets with their readers' names on them: a row for each while it is made and kept. */
import { type mongo, Schema } from 'mongoose';
import { Json, modelOf, rowSchema } from '#src/model.ts';
import { type Work, workFields } from '../work.ts';
import type { Extent } from './file.ts';

const { ObjectId } = Schema.Types;

export interface PacketCopy extends Work {
  /** The edition's row, and its meeting. */
  edition: string;
  meeting: string;
  /** Who asked for it, and nobody else gets it. */
  person: string;
  /** What stands below each of its pages. */
  foot: string;
  /** Under which id the bytes are written that are its own. */
  bytes: mongo.ObjectId;
  /** Which of its bytes lie in stored files; left out until it is made. */
  extents?: Extent[];
  /** Bytes; null until it is made. */
  size: number | null;
  /** By the wall clock: from then on the copy is taken away. */
  expiresAt: Date;
}

const schema = rowSchema<PacketCopy>({
  _id: { type: String, required: true, match: /^[0-9a-f]{64}$/ },
  edition: { type: String, required: true },
  meeting: { type: String, required: true },
  person: { type: String, required: true },
  foot: { type: String, required: true },
  bytes: { type: ObjectId, required: true },
  extents: Json,
  size: Number,
  expiresAt: { type: Date, required: true },
  ...workFields,
});
// What waits, and what has failed.
schema.index({ state: 1, availableAt: 1 }, { name: 'state_1_availableAt_1' });
// Which have been kept long enough.
schema.index({ expiresAt: 1 }, { name: 'expiresAt_1' });

export const packetCopyModel = modelOf('PacketCopy', 'packetCopies', schema);
