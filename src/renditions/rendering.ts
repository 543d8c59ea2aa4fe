/** What the steps of one rendition work with: the stored files, a folder of their own, and who is told what is being done. */
import { createWriteStream, existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileRow } from '#src/store/models/file.ts';
import type { StepDeps } from './cached-step.ts';
import { RenditionFailed } from './note.ts';

export interface Rendering extends StepDeps {
  /** On this computer's disk; gone when the job is over. */
  folder: string;
  /** Says what is being done now, by its name among the words (`renditionSteps`). */
  atStep(step: string): void;
}

/** @throws RenditionFailed `file-missing` when nothing is stored under the hash */
export async function storedFile({ files }: Pick<Rendering, 'files'>, hash: string): Promise<FileRow> {
  const file = await files.find(hash);
  if (file === null) throw new RenditionFailed('file-missing');
  return file;
}

/**
 * @param known the row of the file, where it has been read already
 * @returns the path of a stored file in the folder, fetched where it is not there yet
 * @throws RenditionFailed `file-missing`
 */
export async function localFile(
  { files, folder }: Pick<Rendering, 'files' | 'folder'>,
  hash: string,
  known?: FileRow,
): Promise<string> {
  const path = join(folder, hash);
  if (existsSync(path)) return path;
  const arriving = `${path}.part`;
  const row = known ?? (await storedFile({ files }, hash));
  await pipeline(files.open(row), createWriteStream(arriving));
  await rename(arriving, path);
  return path;
}
