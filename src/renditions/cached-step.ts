/**
 * The steps of a rendition. The result of each is stored under the hash of all that it depends on: what was given, the step and its
 * version, and the versions of the programs. So a step is done once, by whichever worker comes first.
 */
import type { FileStore } from '#src/files/file-store.ts';
import { type MadeFile, storeFile } from '#src/files/store-file.ts';
import { type Collections, isDuplicateKey } from '#src/store/collections.ts';
import type { RenditionStep } from '#src/store/models/rendition.ts';
import { hashJson } from '#src/store/record.ts';

export interface StepDeps {
  collections: Pick<Collections, 'renditionSteps'>;
  files: FileStore;
}

export interface Step {
  name: string;
  /** Raised when the step does something else with the same input. */
  version: number;
  /** SHA-256 of what it is given. */
  input: string;
  /** The versions of the programs that it uses. */
  tools: Record<string, string>;
}

/** What a step makes: a file on this computer's disk to be stored, or null; and what it found out, as JSON. */
export interface Made<Data> {
  file: MadeFile | null;
  data: Data;
}

export interface StepResult<Data> {
  /** The hash of the stored file, or null. */
  output: string | null;
  data: Data;
}

/**
 * @param make does the step; called only where nobody has done it
 * @returns what is stored: of two who do it at once both get what the first one has stored
 * @throws what `make` throws; nothing is stored then
 */
export async function cachedStep<Data>(
  deps: StepDeps,
  step: Step,
  make: () => Promise<Made<Data>>,
): Promise<StepResult<Data>> {
  return (await findStep<Data>(deps, step)) ?? keepStep(deps, step, await make());
}

/** @returns what is stored of the step; null where nobody has done it */
export const findStep = async <Data>(
  { collections }: Pick<StepDeps, 'collections'>,
  step: Step,
): Promise<StepResult<Data> | null> =>
  (await collections.renditionSteps.findOne({ _id: idOf(step) }).lean()) as StepResult<Data> | null;

/** Stores what a step has made. @returns what is stored of it: what the first one has stored, where two did it at once */
export async function keepStep<Data>(
  deps: StepDeps,
  step: Step,
  { file, data }: Made<Data>,
): Promise<StepResult<Data>> {
  const output = file && (await storeFile(deps.files, file)).hash;
  const { name, ...known } = step;
  const row: RenditionStep = { _id: idOf(step), step: name, ...known, output, data, at: new Date() };
  try {
    await deps.collections.renditionSteps.insertOne(row);
  } catch (error) {
    const first = isDuplicateKey(error) ? await findStep<Data>(deps, step) : null;
    if (first === null) throw error;
    return first;
  }
  return { output, data };
}

const idOf = ({ name, ...known }: Step): string => hashJson({ step: name, ...known });
