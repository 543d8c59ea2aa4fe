import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that it is there whole or not at all, its folder too.
 * @param mode who may read it; the usual readers when left out
 */
export const writeFileAtomic = async (path: string, content: string | Uint8Array, mode?: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  // A name of this process's own: another that writes the same file does not take it away.
  const temporary = `${path}.${process.pid}.new`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, path);
};
