/** What the steps of one rendition work with: the stored files, a folder of their own, and who is told what is being done. */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileRow } from '#src/store/models/file.ts';
import type { StepDeps } from './cached-step.ts';
import { RenditionFailed } from './note.ts';

export interface Rendering extends StepDeps {
  /** On this computer's disk; gone when the job is over. */
  folder: string;
  /** Says what is being done now, by its name among the words (`renditionSteps`). */
  atStep(step: string): Promise<void>;
}

/** @throws RenditionFailed `file-missing` when nothing is stored under the hash */
export async function storedFile({ files }: Pick<Rendering, 'files'>, hash: string): Promise<FileRow> {
  const file = await files.find(hash);
  if (file === null) throw new RenditionFailed('file-missing');
  return file;
}

/** @returns the path of a stored file in the folder, fetched where it is not there yet */
export async function localFile({ files, folder }: Pick<Rendering, 'files' | 'folder'>, hash: string): Promise<string> {
  const file = await storedFile({ files }, hash);
  const path = join(folder, hash);
  const size = await stat(path).then(
    (found) => found.size,
    () => -1,
  );
  if (size !== file.size) await pipeline(files.open(file), createWriteStream(path));
  return path;
}
