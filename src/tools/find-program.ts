/** Where a program of this machine is. */
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian, and what is installed beside it, has programs. */
const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** For programs that look for others by themselves. */
export const PATH = FOLDERS.join(':');

/** A program that is not installed. `program` is its name. */
export class ProgramMissing extends Error {
  readonly program: string;
  constructor(program: string) {
    super(`${program} is not installed`);
    this.name = 'ProgramMissing';
    this.program = program;
  }
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/**
 * @param name a program's name, looked for in the system's own folders, or its full path
 * @returns its full path. @throws ProgramMissing
 */
export function findProgram(name: string): string {
  const path = (name.includes('/') ? [name] : FOLDERS.map((folder) => join(folder, name))).find(isProgram);
  if (path === undefined) throw new ProgramMissing(name);
  return path;
}
