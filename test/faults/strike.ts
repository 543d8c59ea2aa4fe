/** Blows at whoever works on files, while they are at it: their processes, LibreOffice, the workers, Redis and the store. */
import { trusted } from 'mongoose';
import type { WorkRows } from '#src/store/work.ts';
import { libreOffices, pidsOf, sandboxes } from './processes.ts';
import { flushRedis } from './storm.ts';
import { insist, pause, until, type World } from './world.ts';

/** As soon as somebody is at work, and so long after. */
const STRIKE_AFTER_MS = 150;
/** Somebody who was killed, or has lost the store, is at work again within so long. */
const BUSY_WITHIN_MS = 30_000;
/** LibreOffice is up for a second or two at a time, and within so long while there are bilag to prepare. */
const OFFICE_MS = 15_000;
const GIVEN_UP_MS = 600_000;

export interface Aims {
  /** The work that is struck in each round of blows; a round ends early when all is done. */
  rounds: readonly WorkRows[];
  isDone(): Promise<boolean>;
  /** How often all processes are killed that do jobs: three deaths of one job would show that its file is at fault. */
  mostDeaths: number;
}

export interface Struck {
  /** What was struck, and how often. */
  summary: string;
  /** How many of the processes that do jobs were killed. */
  killed: number;
  /** What was never met, so that nothing is known about it. */
  missed: string[];
}

/** Strikes in turn, and waits until the work is done all the same, or nothing more becomes of it. */
export async function strikeUntilDone(world: World, { rounds, isDone, mostDeaths }: Aims): Promise<Struck> {
  const { services, workers } = world;
  const store = services.parts.filter(({ name }) => ['PostgreSQL', 'FerretDB', 'MongoDB'].includes(name));
  const counts = new Map<string, number>();
  let killed = 0;
  /** What each blow is called, and what it does in the n-th round. @returns how many it has met */
  const blows: Record<string, (n: number) => number | Promise<number>> = {
    'LibreOffice was killed': () => killOffice(world),
    'the processes were killed': (n) => {
      const met = n < mostDeaths ? kill(sandboxes(world)) : 0;
      killed += met;
      return met;
    },
    'a worker was killed': (n) => kill(pidsOf(workers.slice(n % workers.length).slice(0, 1))),
    'Redis forgot everything': () => flushRedis(services.redisUrl).then(() => 1),
    'the store was killed': (n) => kill(pidsOf(store.slice(n % store.length).slice(0, 1))),
  };
  for (const [n, rows] of rounds.entries()) {
    for (const [name, strike] of Object.entries(blows)) {
      if (await insist(isDone)) break;
      await until('somebody at work', () => isClaimed(rows), BUSY_WITHIN_MS).catch(() => undefined);
      await pause(STRIKE_AFTER_MS);
      const met = await Promise.resolve(strike(n)).catch(() => 0);
      if (met > 0) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  await until('all of it done', isDone, GIVEN_UP_MS).catch(() => undefined);
  return {
    summary: [...counts].map(([name, count]) => `${name} ${count} times`).join(', '),
    killed,
    missed: Object.keys(blows)
      .filter((name) => !counts.has(name))
      .map((name) => `never came true: ${name}`),
  };
}

const isClaimed = async (rows: WorkRows): Promise<boolean> =>
  (await rows.exists({ state: 'wanted', claimedUntil: trusted({ $gt: new Date() }) })) !== null;

function kill(pids: readonly number[]): number {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids.length;
}

async function killOffice(world: World): Promise<number> {
  const { renditions } = world.collections;
  const givenUpAt = Date.now() + OFFICE_MS;
  while (Date.now() < givenUpAt && libreOffices(world).length === 0) {
    if ((await renditions.exists({ recipe: 'prepare', state: 'wanted' })) === null) break;
    await pause(20);
  }
  return kill(libreOffices(world));
}
