/** What is made of the stored files: a row for each file and recipe, and the results of the steps, which are made once. */
import { Json, modelOf, rowSchema } from '#src/model.ts';
import { type Work, workFields } from '../work.ts';

/** What a rendition leaves out or changes, and why there is none (src/renditions/note.ts). */
interface Note {
  rule: string;
  details: Record<string, string | number>;
}

/** What a recipe makes of a file. The hashes name stored files. */
export interface Rendition extends Work {
  /** `renditionId`: the file's hash, the recipe and its version. */
  _id: string;
  /** SHA-256 of the file that it is made of. */
  file: string;
  /** Its name is also the name of its job. */
  recipe: string;
  version: number;
  /** `PdfFacts` (src/renditions/facts.ts). */
  facts: unknown;
  notes: Note[];
  /** The file as a PDF of its own. */
  pdf: string | null;
  /** The same, cleaned and in the form in which it is put together with others. */
  fragment: string | null;
  /** The text of each page. */
  text: string | null;
  /** The first page as a picture. */
  picture: string | null;
  /** How many of its pages are done, where that takes long. */
  progress?: { done: number; of: number };
  /** The versions of the programs that have made it. */
  tools: Record<string, string>;
}

/** The result of a step, under the hash of all that it depends on. */
export interface RenditionStep {
  _id: string;
  step: string;
  version: number;
  /** SHA-256 of what the step was given. */
  input: string;
  tools: Record<string, string>;
  /** The stored file that it made, or null. */
  output: string | null;
  /** What it found out. */
  data: unknown;
  at: Date;
}

const renditionSchema = rowSchema<Rendition>({
  _id: { type: String, required: true },
  file: { type: String, required: true },
  recipe: { type: String, required: true },
  version: { type: Number, required: true, min: 1 },
  facts: Json,
  notes: { type: Json, required: true },
  pdf: String,
  fragment: String,
  text: String,
  picture: String,
  progress: Json,
  tools: { type: Json, required: true },
  ...workFields,
});
// What waits, and what has failed.
renditionSchema.index({ state: 1, availableAt: 1 }, { name: 'state_1_availableAt_1' });

const stepSchema = rowSchema<RenditionStep>({
  _id: { type: String, required: true, match: /^[0-9a-f]{64}$/ },
  step: { type: String, required: true },
  version: { type: Number, required: true, min: 1 },
  input: { type: String, required: true },
  tools: { type: Json, required: true },
  output: String,
  data: Json,
  at: { type: Date, required: true },
});

export const renditionModel = modelOf('Rendition', 'renditions', renditionSchema);
export const renditionStepModel = modelOf('RenditionStep', 'renditionSteps', stepSchema);
