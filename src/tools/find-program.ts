/** Where a program of this machine is. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
 * @param name a program's name, looked for in the folders of PATH, or its full path
 * @returns its full path. @throws ProgramMissing
 */
export function findProgram(name: string): string {
  const folders = name.includes('/')
    ? ['']
    : (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const path = folders.map((folder) => join(folder, name)).find(isProgram);
  if (path === undefined) throw new ProgramMissing(name);
  return path;
}
