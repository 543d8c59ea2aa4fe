/** The folder in which a process keeps its temporary files, so that whoever starts after it can take away what it left when it was killed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ProcessFolder {
  path: string;
  /** Takes away what processes that are dead have left behind in it: theirs is whatever is named by their number. */
  sweep(): Promise<void>;
  /** Takes all of it away. */
  remove(): Promise<void>;
}

/** Those that this process has made: in a container that is started again it has the number of the one before it. */
const own = new Set<string>();

/** Makes the folder, and takes away those of processes of this kind and machine that are dead. */
export function createProcessFolder(kind: 'web' | 'packet'): ProcessFolder {
  const prefix = `sagsgang-${kind}-`;
  for (const name of readdirSync(tmpdir())) {
    const path = join(tmpdir(), name);
    if (!name.startsWith(prefix) || own.has(path)) continue;
    const pid = pidIn(name.slice(prefix.length));
    if (pid === process.pid || !isAlive(pid)) rmSync(path, { recursive: true, force: true });
  }
  const path = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  own.add(path);
  return {
    path,
    async sweep() {
      const left = (await readdir(path).catch(() => [])).filter((name) => !isAlive(pidIn(name)));
      // A program that dies with it may still write there.
      await Promise.all(left.map((name) => rm(join(path, name), { recursive: true, force: true, maxRetries: 5 })));
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
