import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from './environment.ts';

/** The folders searched for programs: PATH, and where system programs live that an ordinary user's PATH may lack. */
const folders = (): string[] => [
  ...(environment.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
  '/usr/sbin',
  '/sbin',
];

/** Full path of an executable program, or null when the machine has none by that name. */
export const findOnPath = (name: string): string | null => {
  for (const folder of folders()) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not here: look on.
    }
  }
  return null;
};
