/** How much memory a program and all that it has started take. */
import { readdir, readFile } from 'node:fs/promises';

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** proc(5): each thread lists the processes that it started. */
async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(threads.map((thread) => read(`/proc/${pid}/task/${thread}/children`)));
  return lists.flatMap((list) => list.split(' ').map(Number)).filter((child) => child > 0);
}

/** @returns what is in memory and not in a file, in kilobytes */
const ownMemory = async (pid: number): Promise<number> =>
  [...(await read(`/proc/${pid}/status`)).matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)].reduce(
    (sum, [, kilobytes]) => sum + Number(kilobytes),
    0,
  );

/** @returns the ids of a process and its descendants */
export async function processTree(pid: number): Promise<number[]> {
  const found = [pid];
  // The list grows while it is walked: a child's children are looked for as well.
  for (const each of found) found.push(...(await childrenOf(each)));
  return found;
}

/** @returns megabytes in memory of a process and its descendants; 0 of one that has ended */
export async function memoryOf(pid: number): Promise<number> {
  const sizes = await Promise.all((await processTree(pid)).map(ownMemory));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
