/** The queues on a Redis of their own, which the tests empty, stop and take away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Effect } from '#machines/effects.ts';
import { type RunningWorker, startWorker } from '#src/app/worker.ts';
import { createApp } from '#src/create-app.ts';
import { type Services, startServices } from '#src/dev/services/start-services.ts';
import { jobFor } from '#src/queue/queues.ts';
import { reopenDelivery } from '#src/store/ledger.ts';
import { openTown, type Town } from '../commands/town.ts';
import { type Catcher, startCatcher } from '../mail/smtp-servers.ts';

let dataDir = '';
let own: Services;
let server: Catcher;
let answer: () => number | undefined = () => undefined;
let town: Town;
const startRedis = () => startServices({ dataDir, log: () => {}, want: ['redis'] });
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-queues-'));
  own = await startRedis();
  server = await startCatcher({ answer: () => answer() });
  town = await openTown({
    redisUrl: own.redisUrl,
    smtpUrl: server.url,
    settings: { REDIS_AWAY_SECONDS: '1', RECONCILE_SECONDS: '1' },
  });
});
afterAll(async () => {
  await town.close();
  await server.stop();
  await own.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const redisDo = async (work: (redis: Redis) => Promise<unknown>) => {
  const redis = new Redis(own.redisUrl);
  await work(redis);
  redis.disconnect();
};
const row = (key: string) => town.app.collections.deliveries.findOne({ _id: key }).lean().exec();
const stateOf = async (key: string) => (await row(key))?.state;
const jobOf = (key: string) => town.app.queues.queue('mail').getJob(key);
const comes = { timeout: 30_000 };
const isDone = (key: string) => expect.poll(() => stateOf(key), comes).toBe('done');
/** How often the server has taken the mail of a row. */
const arrived = (key: string) => server.mails.filter(({ parsed }) => parsed.messageId?.startsWith(`<${key}.`)).length;
/** An item whose approver is to be asked, carried to the ledger; its job is added if Redis answers. */
async function asked(): Promise<string> {
  const item = await town.submitted();
  await town.app.relay.flush();
  return `${item}.2-1`;
}
const answers = () =>
  town.app.queues.ping().then(
    () => true,
    () => false,
  );
const redisIsThere = () => expect.poll(answers, comes).toBe(true);
/** A worker that is stopped whatever comes of it. */
async function withWorker(work: (worker: RunningWorker) => Promise<void>, app = town.app): Promise<void> {
  const worker = await startWorker(app);
  try {
    await work(worker);
  } finally {
    await worker.stop();
  }
}

describe('a job', () => {
  it('that is added any number of times is one job and one mail, and carries the id of its row and nothing else', async () => {
    await redisIsThere();
    const key = await asked();
    const job = jobFor((await row(key))?.effect as Effect);
    await Promise.all([town.app.queues.add([job, job]), town.app.queues.ensure([job])]);
    expect((await town.app.queues.counts()).mail).toMatchObject({ waiting: 1, failed: 0 });
    const added = await jobOf(key);
    expect({ name: added?.name, data: added?.data }).toEqual({ name: 'approval-request', data: { id: key } });
    await withWorker(async () => {
      await isDone(key);
      await expect.poll(async () => (await jobOf(key))?.getState(), comes).toBe('completed');
      await town.app.queues.ensure([job]);
      await expect.poll(async () => (await jobOf(key))?.getState(), comes).toBe('completed');
    });
    expect(arrived(key)).toBe(1);
  });

  it('holds no address, in whichever state it is', async () => {
    answer = () => 550;
    const key = await asked();
    await withWorker(async () => {
      await expect.poll(() => stateOf(key), comes).toBe('failed');
      await expect.poll(async () => (await jobOf(key))?.getState(), comes).toBe('failed');
    });
    answer = () => undefined;
    const everything: unknown[] = [];
    await redisDo(async (redis) => {
      for (const name of await redis.keys('*')) {
        const type = await redis.type(name);
        if (type === 'hash') everything.push(await redis.hgetall(name));
        else if (type === 'zset') everything.push(await redis.zrange(name, '0', '-1'));
        else if (type === 'list') everything.push(await redis.lrange(name, '0', '-1'));
        else if (type === 'stream') everything.push(await redis.xrange(name, '-', '+'));
      }
    });
    const text = JSON.stringify(everything);
    expect(text).toContain(key);
    expect(text).toContain('permanent: 550');
    expect(text).not.toContain('bettina');
    expect(text).not.toMatch(/[\w.]@\w/);
  });

  it('whose data is not what the queue declares fails for good, and nothing else is held up', async () => {
    await town.app.queues.queue('mail').add('approval-request', { to: 'x' }, { jobId: 'odd-data' });
    await withWorker(async () => {
      const key = await asked();
      await isDone(key);
      await expect.poll(async () => (await jobOf('odd-data'))?.getState(), comes).toBe('failed');
      expect((await jobOf('odd-data'))?.attemptsMade).toBe(1);
    });
  });

  it('for a reminder waits behind the requests that came after it', async () => {
    const about = { item: 'item-1', step: 'r1-1', round: 1 };
    const mail = (n: number, template: string) =>
      jobFor({ key: `item-prio.${n}-1`, kind: 'mail', params: { template, about, to: {} } } as never);
    const jobs = [mail(1, 'approval-reminder'), mail(2, 'approval-request'), mail(3, 'decided')];
    await town.app.queues.add(jobs);
    const oneAtATime = { ...town.app, config: { ...town.app.config, MAIL_CONCURRENCY: 1 } };
    await withWorker(async () => {
      for (const { id } of jobs) await expect.poll(async () => (await jobOf(id))?.getState(), comes).toBe('completed');
    }, oneAtATime);
    const begun = await Promise.all(jobs.map(async ({ id }) => ({ id, at: (await jobOf(id))?.processedOn ?? 0 })));
    expect(begun.toSorted((a, b) => a.at - b.at).map(({ id }) => id)).toEqual([2, 3, 1].map((n) => `item-prio.${n}-1`));
  });
});

describe('a Redis that forgets everything', () => {
  it('between adding and doing loses nothing, and the schedulers are back', async () => {
    const key = await asked();
    await redisDo((redis) => redis.flushall());
    await withWorker(async () => {
      await isDone(key);
      const schedulers = await town.app.queues.queue('deadlines').getJobSchedulers();
      expect(schedulers.map(({ key: name, every }) => [name, every]).toSorted()).toEqual([
        ['broken', 900_000],
        ['packets', 1_000],
        ['reconcile', 1_000],
        ['search', 1_000],
        ['sweep', 60_000],
      ]);
    });
    expect(arrived(key)).toBe(1);
  });

  it('while workers run loses nothing either, although nothing but the schedulers could have said so', async () => {
    await withWorker(async () => {
      await isDone(await asked());
      await redisDo((redis) => redis.flushall());
      await expect
        .poll(async () => (await town.app.queues.queue('deadlines').getJobSchedulers()).length, comes)
        .toBe(5);
      const { collections } = town.app;
      const before = await collections.leases.findOne({ _id: 'reconcile' }).lean();
      await expect
        .poll(async () => (await collections.leases.findOne({ _id: 'reconcile' }).lean())?.until, comes)
        .not.toEqual(before?.until);
    });
  });

  it('in the middle of a backoff does not forget that the mail goes again, nor when', async () => {
    answer = () => 451;
    const key = await asked();
    await withWorker(async () => {
      await expect.poll(async () => (await row(key))?.note, comes).toContain('451');
      await expect.poll(async () => (await jobOf(key))?.getState(), comes).toBe('delayed');
      answer = () => undefined;
      const notBefore = (await row(key))?.availableAt ?? new Date(0);
      await redisDo((redis) => redis.flushall());
      expect(await jobOf(key)).toBeUndefined();
      await isDone(key);
      expect((await row(key))?.closedAt?.getTime()).toBeGreaterThanOrEqual(notBefore.getTime());
    });
    expect(arrived(key)).toBe(1);
  });
});

describe('a job that has failed in its queue', () => {
  it('goes again, as long as the ledger says that its row is open: adding its id alone would do nothing', async () => {
    const key = await asked();
    const job = jobFor((await row(key))?.effect as Effect);
    // Three workers took it and died, as far as the queue knows.
    await redisDo((redis) =>
      redis.hset(`${town.app.config.QUEUE_PREFIX}:mail:${key}`, 'defa', 'job stalled more than allowable limit'),
    );
    const { deliveries } = town.app.collections;
    await deliveries.updateOne({ _id: key }, { $set: { availableAt: new Date(Date.now() + 3_600_000) } });
    await withWorker(async () => {
      await expect.poll(async () => (await jobOf(key))?.getState(), comes).toBe('failed');
      await town.app.queues.add([job]);
      expect(await (await jobOf(key))?.getState()).toBe('failed');
      expect(await stateOf(key)).toBe('open');
      await deliveries.updateOne({ _id: key }, { $set: { availableAt: new Date(0) } });
      await isDone(key);
    });
    expect(arrived(key)).toBe(1);
  });

  it('for good goes again when an administrator says so', async () => {
    answer = () => 550;
    const key = await asked();
    await withWorker(async () => {
      await expect.poll(async () => (await jobOf(key))?.getState(), comes).toBe('failed');
      answer = () => undefined;
      const reopened = await reopenDelivery(town.app.collections, key);
      await town.app.queues.ensure([jobFor(reopened?.effect as Effect)]);
      await isDone(key);
    });
    expect(arrived(key)).toBe(1);
  });
});

describe('a Redis that may throw keys away', () => {
  it('is not worked from, and the log says which setting is wrong; mails still go out by the timer', async () => {
    await redisDo((redis) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    const logged: unknown[] = [];
    const warn = (fields: object) => void logged.push(fields);
    const app = { ...town.app, log: Object.assign(Object.create(town.app.log), { warn }) };
    await withWorker(async (worker) => {
      const key = await asked();
      await isDone(key);
      expect(worker.started()).toBe(false);
    }, app);
    expect(String((logged[0] as { err?: unknown }).err)).toMatch(/maxmemory-policy is "allkeys-lru"/);
    await redisDo((redis) => redis.config('SET', 'maxmemory-policy', 'noeviction'));
  });
});

describe('a Redis that hangs', () => {
  it('holds no command up, and after a while the timer does what waits, once', async () => {
    await withWorker(async () => {
      await isDone(await asked());
      const pid = own.parts[0]?.pid() ?? 0;
      process.kill(pid, 'SIGSTOP');
      let key = '';
      try {
        key = await asked();
        await isDone(key);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await redisIsThere();
      const next = await asked();
      await isDone(next);
      expect([arrived(key), arrived(next)]).toEqual([1, 1]);
    });
  });
});

describe('a Redis that is not there', () => {
  it('when it goes away later: commands answer, the timer delivers, and the queues work again when it is back', async () => {
    await withWorker(async () => {
      await redisIsThere();
      await own.stop();
      const key = await asked();
      await expect(town.app.queues.add([jobFor((await row(key))?.effect as Effect)])).rejects.toThrow();
      await isDone(key);
      own = await startRedis();
      await redisIsThere();
      const next = await asked();
      await isDone(next);
      await expect.poll(async () => (await jobOf(next))?.getState(), comes).toBe('completed');
    });
  });

  it('at start either: a process starts, commands answer, the timer delivers, and it stops in order', async () => {
    await own.stop();
    const app = await createApp(town.app.config);
    const worker = await startWorker(app);
    const key = await asked();
    await isDone(key);
    await worker.stop();
    await app.close();
    own = await startRedis();
  });
});
