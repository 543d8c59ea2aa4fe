/** What the steps of one rendition work with: the stored files, a folder of their own, and who is told what is being done. */
import { createWriteStream, existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
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

/**
 * The bytes of a stored file in memory.
 * @param known the row of the file, where it has been read already
 * @throws RenditionFailed `file-missing`
 */
export async function storedBytes(
  { files, folder }: Pick<Rendering, 'files' | 'folder'>,
  hash: string,
  known?: FileRow,
): Promise<Buffer> {
  const path = join(folder, hash);
  if (existsSync(path)) return readFile(path);
  const row = known ?? (await storedFile({ files }, hash));
  const bytes = Buffer.alloc(row.size);
  let read = 0;
  for await (const piece of files.open(row) as AsyncIterable<Uint8Array>) {
    bytes.set(piece, read);
    read += piece.length;
  }
  if (read !== row.size) throw new Error(`the stored file ${hash} is shorter than its row says`);
  return bytes;
}
