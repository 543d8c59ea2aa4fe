/** Who has fetched which edition of a packet, and when. */
import { modelOf, rowSchema } from '#src/model.ts';

export interface PacketRead {
  _id: string;
  /** The edition's row. */
  edition: string;
  meeting: string;
  /** Null for somebody who is not signed in. */
  person: string | null;
  /** An instant of the service's clock. */
  at: string;
  /** Whether the copy had the reader's name on it. */
  stamped: boolean;
}

const schema = rowSchema<PacketRead>({
  _id: { type: String, required: true },
  edition: { type: String, required: true },
  meeting: { type: String, required: true },
  person: String,
  at: { type: String, required: true },
  stamped: { type: Boolean, required: true },
});
// Who has read a meeting's packets, newest first.
schema.index({ meeting: 1, at: -1 }, { name: 'meeting_1_at_-1' });

export const packetReadModel = modelOf('PacketRead', 'packetReads', schema);
