/** The meetings to which something has happened since their packets were last compared with them. */
import { modelOf, rowSchema } from '#src/model.ts';

export interface PacketCheck {
  /** The meeting. */
  _id: string;
  /** Not before this time, by the wall clock. */
  dueAt: Date;
  /** Counts what has happened: a check that has seen all of it takes the row away. */
  changes: number;
}

const schema = rowSchema<PacketCheck>({
  _id: { type: String, required: true },
  dueAt: { type: Date, required: true },
  changes: { type: Number, required: true, min: 1 },
});
// Those that are due.
schema.index({ dueAt: 1 }, { name: 'dueAt_1' });

export const packetCheckModel = modelOf('PacketCheck', 'packetChecks', schema);
