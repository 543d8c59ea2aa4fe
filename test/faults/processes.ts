/** The processes of the broken system, as Linux shows them, and what they have left behind on the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT_BYTES } from '#src/files/local-bytes.ts';
import { until, type World } from './world.ts';

const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};
const allPids = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const commandOf = (pid: number): string => readProc(pid, 'cmdline');
const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0);

export const pidsOf = (parts: readonly { pid(): number | undefined }[]): number[] =>
  parts.flatMap((each) => each.pid() ?? []);

/** Every process that web and workers have started, and what those have: it was told to keep its temporary files in the world's folder. */
const ofThisWorld = ({ tmp }: World): number[] =>
  allPids().filter((pid) => readProc(pid, 'environ').includes(`TMPDIR=${tmp}`));

/** The processes that do the workers' jobs on files. */
export const sandboxes = (world: World): number[] => {
  const workers = pidsOf(world.workers);
  return ofThisWorld(world).filter((pid) => workers.includes(parentOf(pid)) && commandOf(pid).includes('bullmq'));
};
export const libreOffices = (world: World): number[] =>
  ofThisWorld(world).filter((pid) => commandOf(pid).includes('soffice'));

/** When all work is done: processes that nobody has any more, and files of jobs that are over. */
export async function leftBehind(world: World): Promise<string[]> {
  const look = () => [...foldersLeft(world), ...processesLeft(world)];
  await until('nothing left behind', async () => look().length === 0, 30_000).catch(() => undefined);
  return look();
}

/** Whoever lives has a folder, with nothing in it but bytes of the store. */
function foldersLeft({ tmp, workers, webs }: World): string[] {
  const kept = [
    ...pidsOf(workers).map((pid) => `sagsgang-packet-${pid}-`),
    ...pidsOf(webs).map((pid) => `sagsgang-web-${pid}-`),
  ];
  const left = readdirSync(tmp).flatMap((name) => {
    const isKept = kept.some((start) => name.startsWith(start));
    const inside = () => readdirSync(join(tmp, name)).filter((entry) => entry !== KEPT_BYTES);
    return isKept ? inside().map((entry) => join(name, entry)) : [name];
  });
  return left.map((name) => `${name} was left among the temporary files`);
}

/** A worker that lives keeps its processes for the next job. */
function processesLeft(world: World): string[] {
  const kept = [...pidsOf(world.webs), ...pidsOf(world.workers), ...sandboxes(world)];
  return ofThisWorld(world)
    .filter((pid) => !kept.includes(pid))
    .map((pid) => `the process ${pid} was left: ${commandOf(pid).replaceAll('\0', ' ').slice(0, 160)}`);
}
