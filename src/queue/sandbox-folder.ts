/** The folder in which the processes of one worker keep their temporary files: each job has a folder in it, named by its process. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'sagsgang-packet-';

export interface SandboxFolder {
  path: string;
  /** Takes away what processes that are dead have left behind. */
  sweep(): Promise<void>;
  /** Takes all of it away. */
  remove(): Promise<void>;
}

/** Makes the folder, and takes away those of workers of this machine that are dead. */
export function createSandboxFolder(): SandboxFolder {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(NAME) && !isAlive(pidIn(name.slice(NAME.length))))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  const path = mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`));
  return {
    path,
    async sweep() {
      const left = (await readdir(path)).filter((name) => !isAlive(pidIn(name)));
      await Promise.all(left.map((name) => rm(join(path, name), { recursive: true, force: true })));
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

const pidIn = (name: string): number => Number(/^\d+/.exec(name)?.[0] ?? 0);

/** Whether there is such a process; one of another user counts. A folder without a number in its name is left alone. */
function isAlive(pid: number): boolean {
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
