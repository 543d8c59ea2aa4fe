/** What becomes of packets when processes are killed and Redis forgets: each is there at the end, once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { type Services, startServices } from '#src/dev/services/start-services.ts';
import { openTown, type Town } from '../commands/town.ts';
import { pdf } from '../files/make.ts';
import { sandboxesOf } from '../queue/packet-town.ts';
import { type PacketWorld, packetWorld } from './world.ts';

const comes = { timeout: 120_000, interval: 50 };
let dataDir = '';
let redis: Services;
let town: Town;
let world: PacketWorld;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-packets-'));
  redis = await startServices({ dataDir, log: () => {}, want: ['redis'] });
  town = await openTown({
    redisUrl: redis.redisUrl,
    settings: { RECONCILE_SECONDS: '1', JOB_LOCK_SECONDS: '2' },
  });
  world = packetWorld(town);
});
afterAll(async () => {
  await town.close();
  await redis.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const flushAll = async () => {
  const connection = new Redis(redis.redisUrl);
  await connection.flushall();
  connection.disconnect();
};
/** A frozen meeting of one item with so many bilag, its packets asked for. */
async function asked(bilag: number, words = 'Bilag') {
  const meeting = await world.meeting();
  await world.listed(
    meeting,
    Array.from({ length: bilag }, (_, n) => ({ bytes: pdf(`${words} ${meeting} ${n}`, 2) })),
  );
  await world.freeze(meeting);
  await world.check(meeting);
  return meeting;
}
const stateOf = async (meeting: string, variant: string) => (await world.newest(meeting, variant))?.state;
async function bothBuilt(meeting: string) {
  for (const variant of ['members', 'public']) {
    await expect.poll(() => stateOf(meeting, variant), comes).toBe('done');
  }
  const rows = await town.app.collections.editions.find({ meeting, state: 'done' }).lean();
  expect(rows.map(({ variant, edition }) => `${variant} ${edition}`).toSorted()).toEqual(['members 1', 'public 1']);
}

describe('a packet', () => {
  it('is built though Redis has forgotten its flow before anybody began it', async () => {
    const meeting = await asked(3);
    await flushAll();
    const worker = await startWorker(town.app, ['packet', 'deadlines']);
    await bothBuilt(meeting);
    await worker.stop();
  }, 180_000);

  it('is built though Redis forgets everything while its bilag are prepared', async () => {
    const worker = await startWorker(town.app, ['packet', 'deadlines']);
    const meeting = await asked(8);
    await expect
      .poll(() => town.app.collections.renditions.countDocuments({ attempts: 1, state: 'done' }), comes)
      .toBeGreaterThan(4);
    await flushAll();
    await bothBuilt(meeting);
    await worker.stop();
  }, 180_000);

  it('is built though the processes that work on it are killed, and costs what was under way alone', async () => {
    const worker = await startWorker(town.app, ['packet', 'deadlines']);
    const meeting = await asked(6);
    const claimed = () => town.app.collections.renditions.countDocuments({ claimedBy: trusted({ $ne: null }) });
    await expect.poll(claimed, { ...comes, interval: 5 }).toBeGreaterThan(0);
    for (const pid of sandboxesOf(process.pid)) process.kill(pid, 'SIGKILL');
    await bothBuilt(meeting);
    await worker.stop();
  }, 180_000);
});

describe('a big packet', () => {
  it('does not keep a small one waiting: the first bilag of both come before the second of either', async () => {
    const big = await asked(12, 'Stor');
    const small = await asked(2, 'Lille');
    const jobs = await town.app.queues.queue('packet').getJobs(['prioritized']);
    const priorityOf = (meeting: string) =>
      jobs.filter(({ id }) => id?.startsWith(`${meeting}.all.members.`)).map(({ opts }) => opts.priority ?? 0);
    expect(priorityOf(small).toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect(priorityOf(big).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    const worker = await startWorker(town.app, ['packet', 'deadlines']);
    for (const meeting of [small, big]) await bothBuilt(meeting);
    const builtAt = async (meeting: string) => (await world.newest(meeting, 'members'))?.endedAt?.getTime() ?? 0;
    expect(await builtAt(small)).toBeLessThan(await builtAt(big));
    await worker.stop();
  }, 180_000);
});
