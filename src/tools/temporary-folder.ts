/** A folder for the files of one piece of work, gone when that is over. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @param purpose a word in the folder's name, which is in the system's folder for temporary files
 * @returns what the job returns. @throws what it throws; the folder is removed either way
 */
export async function inTemporaryFolder<T>(purpose: string, job: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `sagsgang-${purpose}-`));
  try {
    return await job(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
