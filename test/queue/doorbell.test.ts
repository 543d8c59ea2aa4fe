import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { createApp } from '#src/create-app.ts';
import { type Services, startServices } from '#src/dev/services/start-services.ts';
import { answerDoorbell } from '#src/queue/doorbell.ts';
import { openTown, type Town } from '../commands/town.ts';

let dataDir = '';
let own: Services;
let town: Town;
const startRedis = () => startServices({ dataDir, log: () => {}, want: ['redis'] });
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-doorbell-'));
  own = await startRedis();
  town = await openTown({ redisUrl: own.redisUrl });
});
afterAll(async () => {
  await town.close();
  await own.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const redisDo = async (work: (redis: Redis) => Promise<unknown>) => {
  const redis = new Redis(own.redisUrl);
  await work(redis);
  redis.disconnect();
};
const row = (key: string) => town.app.collections.deliveries.findOne({ _id: key });
const state = async (key: string) => (await row(key))?.state;
/** An item whose approver is to be asked, carried to the ledger; its bell has rung if there is one. */
async function asked(): Promise<string> {
  const item = await town.submitted();
  await town.app.relay.flush();
  return `${item}.2-1`;
}
const hasWaited = (key: string) =>
  town.app.collections.deliveries.updateOne({ _id: key }, { $set: { availableAt: new Date(Date.now() - 10_000) } });
const bellIsUp = () =>
  expect
    .poll(
      () =>
        town.app.doorbell.counts().then(
          () => true,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);

describe('the bell', () => {
  it('rung any number of times for one row is one job, and one delivery', async () => {
    await bellIsUp();
    const answered: string[] = [];
    const { doorbell, config } = town.app;
    const key = 'item-1.2-1';
    await doorbell.ring([key, key]);
    await doorbell.ring([key]);
    expect(await doorbell.counts()).toMatchObject({ waiting: 1 });
    const queue = { redisUrl: own.redisUrl, prefix: config.QUEUE_PREFIX, onError: () => {} };
    const answering = await answerDoorbell(queue, async (rung) => void answered.push(rung));
    await expect.poll(() => answered, { timeout: 30_000 }).toEqual([key]);
    // A job that is done can be rung for again.
    await expect.poll(async () => (await doorbell.counts()).active, { timeout: 30_000 }).toBe(0);
    await doorbell.ring([key]);
    await expect.poll(() => answered, { timeout: 30_000 }).toEqual([key, key]);
    await answering.close();
  });

  it('wakes a worker: the mail goes out without the timer', async () => {
    const worker = await startWorker(town.app);
    const key = await asked();
    await expect.poll(() => state(key), { timeout: 30_000 }).toBe('done');
    await worker.stop();
  });

  it('whose Redis forgets everything between ring and answer loses nothing', async () => {
    const key = await asked();
    await redisDo((redis) => redis.flushall());
    const worker = await startWorker(town.app);
    await hasWaited(key);
    await worker.reconcileNow();
    await expect.poll(() => state(key), { timeout: 30_000 }).toBe('done');
    expect((await row(key))?.messages).toHaveLength(1);
    await worker.stop();
  });
});

describe('a Redis that may throw keys away', () => {
  it('is not answered, and the error says which setting is wrong; mails still go out by the timer', async () => {
    await redisDo((redis) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    const queue = { redisUrl: own.redisUrl, prefix: 'x', onError: () => {} };
    await expect(answerDoorbell(queue, async () => {})).rejects.toThrow(/maxmemory-policy is "allkeys-lru"/);
    const worker = await startWorker(town.app);
    const key = await asked();
    await hasWaited(key);
    await worker.reconcileNow();
    expect(await state(key)).toBe('done');
    await worker.stop();
    await redisDo((redis) => redis.config('SET', 'maxmemory-policy', 'noeviction'));
  });
});

describe('a Redis that hangs', () => {
  it('holds neither a command nor the timer up', async () => {
    const worker = await startWorker(town.app);
    const before = await asked();
    await expect.poll(() => state(before), { timeout: 30_000 }).toBe('done');
    const pid = own.parts[0]?.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const key = await asked();
      await hasWaited(key);
      await worker.reconcileNow();
      expect(await state(key)).toBe('done');
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await worker.stop();
  });
});

describe('a Redis that is not there', () => {
  it('when it goes away later: commands answer, and the timer delivers', async () => {
    const worker = await startWorker(town.app);
    await bellIsUp();
    await own.stop();
    const key = await asked();
    await hasWaited(key);
    await worker.reconcileNow();
    expect(await state(key)).toBe('done');
    await expect(town.app.doorbell.ring([key])).rejects.toThrow();
    // It comes back at its address, and the bell rings again.
    own = await startRedis();
    await bellIsUp();
    const next = await asked();
    await expect.poll(() => state(next), { timeout: 30_000 }).toBe('done');
    await worker.stop();
  });

  it('at start either: a process starts, commands answer, the timer delivers', async () => {
    await own.stop();
    const app = await createApp(town.app.config);
    const worker = await startWorker(app);
    const key = await asked();
    await hasWaited(key);
    await worker.reconcileNow();
    expect(await state(key)).toBe('done');
    own = await startRedis();
    await worker.stop();
    await app.close();
  });
});
