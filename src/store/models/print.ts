/** The documents that have been asked for on paper: a row for each, until it is printed and from then on with its file. */
import { modelOf, rowSchema } from '#src/model.ts';
import { type Work, workFields } from '../work.ts';

/** One document as a PDF. What names it (`printId`) is all that its bytes depend on. */
export interface Print extends Work {
  /** The hash of what is to be printed (`PrintSource`), among the contents. */
  source: string;
  /** Unix time in whole seconds, UTC: the date in the file. */
  createdAt: number;
  /** The hash of the stored file; null until it is printed. */
  file: string | null;
}

const printSchema = rowSchema<Print>({
  _id: { type: String, required: true, match: /^[0-9a-f]{64}$/ },
  source: { type: String, required: true, match: /^[0-9a-f]{64}$/ },
  createdAt: { type: Number, required: true },
  file: String,
  ...workFields,
});
// What waits, and what has failed.
printSchema.index({ state: 1, availableAt: 1 }, { name: 'state_1_availableAt_1' });

export const printModel = modelOf('Print', 'prints', printSchema);
