/** Bilag that are being prepared while the processes that do it, their workers, LibreOffice and the store are killed and Redis forgets. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trusted } from 'mongoose';
import { createFileStore } from '#src/files/file-store.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { renditionId, wantRenditions } from '#src/renditions/rendition-rows.ts';
import { connectStore } from '#src/store/connect.ts';
import { pdf } from '../files/make.ts';
import { docx, paragraphs } from '../renditions/make-office.ts';
import { flushRedis } from './storm.ts';
import { insist, pause, until, type World } from './world.ts';

const BILAG = 50;
/** Every so many of them is a Word file. */
const WORD = 5;
/** As soon as somebody is at work, and so long after. */
const STRIKE_AFTER_MS = 150;

/** @returns what is wrong at the end: bilag that are not prepared, and what was left behind */
export async function tryBilagFaults(world: World, say: (line: string) => void, bilag = BILAG): Promise<string[]> {
  const files = await storeFiles(world, bilag);
  await insist(() => wantRenditions(world, 'prepare', files));
  const struck = await strikeUntilDone(world, files);
  const rows = await insist(() => world.collections.renditions.find().lean());
  const own = rows.filter(({ file }) => files.includes(file));
  const wrong = [
    ...files
      .flatMap((file) => [renditionId('prepare', file), renditionId('preview', file)])
      .filter((id) => !own.some((row) => row._id === id && row.state === 'done'))
      .map((id) => `${id} is not done: ${JSON.stringify(own.find((row) => row._id === id)?.failure ?? null)}`),
    ...(await leftBehind(world)),
  ];
  const deaths = own.reduce((sum, row) => sum + row.deaths, 0);
  const tries = own.reduce((sum, row) => sum + row.attempts, 0);
  say(
    `${bilag} bilag prepared while ${struck.join(', ')}: ${tries} tries, ${deaths} processes dead, ${wrong.length} wrong`,
  );
  return wrong;
}

/** Distinct files, so that none finds the work of another done. */
async function storeFiles({ services, collections }: World, count: number): Promise<string[]> {
  const connection = await connectStore(services.mongodbUri);
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-faults-bilag-'));
  const store = createFileStore({ connection, collections });
  const hashes: string[] = [];
  for (let n = 0; n < count; n++) {
    const isWord = n % WORD === 0;
    const path = join(folder, String(n));
    const words = `Bilag ${n} i uvejr`;
    await writeFile(path, isWord ? await docx({ body: paragraphs(words) }) : pdf(words, 20 + n * 10));
    const { hash, size } = await hashFile(path);
    const kind = isWord ? 'docx' : 'pdf';
    await store.put(path, { hash, size, kind, mime: isWord ? 'application/msword' : 'application/pdf' });
    hashes.push(hash);
  }
  await rm(folder, { recursive: true });
  await connection.close();
  return hashes;
}

/** @returns what was struck, and how often */
async function strikeUntilDone(world: World, files: readonly string[]): Promise<string[]> {
  const { collections, services, workers } = world;
  const ids = files.flatMap((file) => [renditionId('prepare', file), renditionId('preview', file)]);
  const kill = (pids: readonly number[]) => {
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  };
  const store = services.parts.filter(({ name }) => ['PostgreSQL', 'FerretDB', 'MongoDB'].includes(name));
  const pidsOf = (parts: readonly { pid(): number | undefined }[]) => parts.flatMap((each) => each.pid() ?? []);
  let round = 0;
  const blows: [string, () => void | Promise<void>][] = [
    ['the processes were killed', () => kill(sandboxes(workers))],
    [
      'LibreOffice was killed',
      () => kill(descendants(sandboxes(workers)).filter((pid) => commandOf(pid).includes('soffice'))),
    ],
    ['a worker was killed', () => kill(pidsOf([workers[round % workers.length]].flatMap((each) => each ?? [])))],
    ['Redis forgot everything', () => flushRedis(services.redisUrl)],
    ['the store was killed', () => kill(pidsOf([store[round % store.length]].flatMap((each) => each ?? [])))],
  ];
  const counts = new Map<string, number>();
  const isDone = async () =>
    (await collections.renditions.find({ state: 'done' }).lean()).filter(({ _id }) => ids.includes(_id)).length ===
    ids.length;
  const most = 25;
  while (round < most && !(await insist(isDone))) {
    await until('somebody at work', () => isBusy(world), 20_000).catch(() => undefined);
    await pause(STRIKE_AFTER_MS);
    const [name, strike] = blows[round % blows.length] ?? ['', () => {}];
    await Promise.resolve(strike()).catch(() => undefined);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    round += 1;
  }
  const over = async () => {
    const left = await collections.renditions.find({ state: 'wanted' }).lean();
    return (await isDone()) || left.every(({ _id }) => !ids.includes(_id));
  };
  await until('every bilag prepared', over, 600_000).catch(() => undefined);
  return [...counts].map(([name, count]) => `${name} ${count} times`);
}

const isBusy = async ({ collections }: World): Promise<boolean> =>
  (await collections.renditions.exists({ state: 'wanted', claimedUntil: trusted({ $gt: new Date() }) })) !== null;

/** Folders of jobs that are over, and processes whose worker is gone. */
async function leftBehind({ workers }: World): Promise<string[]> {
  const alive = workers.flatMap((worker) => worker.pid() ?? []);
  const look = () => [
    ...readdirSync(tmpdir())
      .filter((name) => name.startsWith('sagsgang-packet-'))
      .flatMap((name) =>
        alive.some((pid) => name.startsWith(`sagsgang-packet-${pid}-`)) ? readdirSync(join(tmpdir(), name)) : [],
      )
      .map((name) => `the folder ${name} was left`),
    ...sandboxesWithout(alive).map((pid) => `the process ${pid} was left`),
  ];
  await until('nothing left behind', async () => look().length === 0, 30_000).catch(() => undefined);
  return look();
}

const pids = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};
const commandOf = (pid: number): string => readProc(pid, 'cmdline');
const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0);

function descendants(of: readonly number[]): number[] {
  const children = pids().filter((pid) => of.includes(parentOf(pid)));
  return children.length === 0 ? [] : [...children, ...descendants(children)];
}
const sandboxes = (workers: World['workers']): number[] =>
  descendants(workers.flatMap((worker) => worker.pid() ?? [])).filter((pid) => commandOf(pid).includes('bullmq'));
/** Such processes of this system that no worker has any more: they were given to process 1, or to whoever collects orphans. */
const sandboxesWithout = (alive: readonly number[]): number[] =>
  pids().filter(
    (pid) =>
      commandOf(pid).includes('bullmq') &&
      commandOf(pid).includes(process.cwd()) &&
      parentOf(pid) === 1 &&
      !alive.includes(parentOf(pid)),
  );
