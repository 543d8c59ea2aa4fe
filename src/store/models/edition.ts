/** The editions of packets: which are wanted, how far each has come, and what was built. */

import { Json, modelOf, partSchema, rowSchema } from '#src/model.ts';
import { type Work, workFields } from '../work.ts';

/** A bilag that has no place in the packet, because no PDF could be made of it; a page says so instead. */
export interface MissingBilag {
  /** Names it within the packet's document. */
  key: string;
  /** Null where the readers know no item. */
  item: string | null;
  seq: number;
  /** "3.2". */
  label: string;
  title: string;
  /** The attached file; null where there is none. */
  file: string | null;
  /** Why, as for a rendition: a rule and what its sentence needs. */
  failure: { rule: string; details: Record<string, string | number> };
}

/** An item that was not printed as it was written. */
export interface ItemFault {
  /** As it is printed, or null. */
  number: string | null;
  title: string;
  /** The heading under which the layout failed; null where that is nowhere in particular. */
  place: string | null;
  /** What the typesetter said, or the rule that stopped it; for whoever mends it. */
  cause: string;
  /** All its words, without their layout, or what was recommended and decided alone. */
  kept: 'words' | 'decisions';
}

/** An edition is a piece of work: `dropped` where somebody called it off, or nobody needs it any more. */
export interface Edition extends Omit<Work, 'state'> {
  state: Work['state'] | 'dropped';
  /** `editionId`: its uniqueness numbers the editions. */
  _id: string;
  meeting: string;
  /** `all`, `part-` and the id of a part of the agenda, or the id of an item. */
  scope: string;
  variant: string;
  /** Counts the editions of one meeting, scope and variant, from 1. */
  edition: number;
  /** Hash of the packet's document among the contents. */
  document: string;
  /** By what the document becomes a file; raised where the same document is to give other bytes. */
  recipe: number;
  /** The files of its bilag, in their order: what has to be prepared first. */
  bilag: string[];
  /** The number of the meeting's transition after which the document was last found to be as it should. */
  asOf: number;
  /** Pages that are in place, and how many there will be; null before it is put together. */
  progress: { done: number; of: number } | null;
  /** How long it took to put it together, in milliseconds. */
  tookMs: number | null;
  missing: MissingBilag[];
  /** The items that are not printed as they were written ; absent in older rows. */
  faults?: ItemFault[];
  /** What changed since the last edition (src/packets/changes.ts). */
  changes: unknown[];
  /** Hash of its manifest among the contents. */
  manifest: string | null;
  /** Hash of the file. */
  file: string | null;
  /** Bytes. */
  size: number | null;
  pages: number | null;
  /** Who asked for it; null where it follows from what happened to the meeting. */
  askedBy: string | null;
}

const missingSchema = partSchema<MissingBilag>({
  key: { type: String, required: true },
  item: String,
  seq: { type: Number, required: true },
  label: { type: String, required: true },
  title: String,
  file: String,
  failure: Json,
});

const schema = rowSchema<Edition>({
  _id: { type: String, required: true },
  meeting: { type: String, required: true },
  scope: { type: String, required: true },
  variant: { type: String, required: true },
  edition: { type: Number, required: true, min: 1 },
  document: { type: String, required: true },
  recipe: { type: Number, required: true, min: 1 },
  bilag: { type: [String], required: true },
  asOf: { type: Number, required: true },
  progress: Json,
  tookMs: Number,
  missing: [missingSchema],
  faults: Json,
  changes: { type: Json, required: true },
  manifest: String,
  file: String,
  size: Number,
  pages: Number,
  askedBy: String,
  ...workFields,
  state: { type: String, required: true, enum: ['wanted', 'done', 'failed', 'dropped'] },
});
// In which editions a file has no place: when it can have one, their meetings get new editions.
schema.index({ 'missing.file': 1 }, { name: 'missing.file_1' });
// What waits, and what has failed. A meeting's editions are a range of the primary key.
schema.index({ state: 1, availableAt: 1 }, { name: 'state_1_availableAt_1' });

export const editionModel = modelOf('Edition', 'editions', schema);
