/** Which programs the machines have on which work on files is done. */
import { Json, modelOf, rowSchema } from '#src/model.ts';

export interface WorkerTools {
  /** The machine. */
  _id: string;
  /** By program: its version, or `missing`. */
  tools: Record<string, string>;
  /** A machine whose worker has not said it again by then has none, and its row goes. */
  purgeAt: Date;
}

const schema = rowSchema<WorkerTools>({
  _id: { type: String, required: true },
  tools: { type: Json, required: true },
  purgeAt: { type: Date, required: true },
});
// Machines that work no longer.
schema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });

export const workerToolsModel = modelOf('WorkerTools', 'workerTools', schema);
