import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that it is there whole or not at all, its folder too.
 * @param mode who may read it; the usual readers when left out
 */
export const writeFileAtomic = async (path: string, content: string | Uint8Array, mode?: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, content, { mode });
  await rename(`${path}.new`, path);
};
