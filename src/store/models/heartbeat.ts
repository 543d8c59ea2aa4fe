/** When each worker process last said that it lives. */
import { modelOf, rowSchema } from '#src/model.ts';

export interface Heartbeat {
  /** The process. */
  _id: string;
  /** Machine and process number: as operators find it. */
  name: string;
  /** The queues that it works for. */
  queues: string[];
  startedAt: Date;
  seenAt: Date;
  /** Nobody asks for it any more. */
  purgeAt: Date;
}

const schema = rowSchema<Heartbeat>({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  queues: { type: [String], required: true },
  startedAt: { type: Date, required: true },
  seenAt: { type: Date, required: true },
  purgeAt: { type: Date, required: true },
});
// Processes that nobody misses any more.
schema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });

export const heartbeatModel = modelOf('Heartbeat', 'heartbeats', schema);
