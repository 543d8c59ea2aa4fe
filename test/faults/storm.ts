/** Kills and outages at random moments of a run, measured by how far the run has come. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Supervised } from '#src/dev/services/supervise.ts';
import { createQueues, jobFor, type Queues } from '#src/queue/queues.ts';
import { behave } from './mail-server.ts';
import { insist, pause, type World } from './world.ts';

export interface Storm {
  /** What was done, in order, with the number of commands acknowledged at that moment. */
  log: string[];
  stop(): Promise<void>;
}

type Blow = readonly [name: string, strike: () => Promise<void>];

/**
 * Strikes each blow once, at random places of the run.
 * @param progress between 0 and 1
 */
export function startStorm(world: World, progress: () => number, random: () => number): Storm {
  const { services, webs, workers, config } = world;
  const part = (name: string) => services.parts.filter((each) => each.name === name);
  const kill = (parts: readonly Supervised[], name: string): Blow => [
    `SIGKILL ${name}`,
    async () => {
      const chosen = parts[Math.floor(random() * parts.length)];
      const pid = chosen?.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
  ];
  const flush: Blow = ['FLUSHALL', () => flushRedis(services.redisUrl)];
  const mails = (answer: string, times: number): Blow => [
    `SMTP ${answer} × ${times}`,
    async () => {
      await behave(world, answer, times);
    },
  ];
  const queues = createQueues({ config, onError: () => {} });
  const again: Blow = ['second jobs for open and closed rows', () => addAgain(world, queues)];
  const due: Blow = ['everything to come falls due', () => makeDue(world)];
  const store = ['PostgreSQL', 'FerretDB', 'MongoDB'].filter((name) => part(name).length > 0);
  const blows: Blow[] = [
    ...Array.from({ length: 4 }, () => kill(webs, 'web')),
    ...Array.from({ length: 4 }, () => kill(workers, 'worker')),
    ...[...store, ...store].map((name) => kill(part(name), name)),
    ...[flush, flush, flush],
    kill(part('Redis'), 'Redis'),
    kill(part('Mailfangeren'), 'mail catcher'),
    mails('transient', 6),
    mails('drop', 3),
    ...[again, again, again],
    ...[due, due, due],
  ];
  const schedule = blows.map((blow) => ({ at: 0.03 + 0.87 * random(), blow })).toSorted((a, b) => a.at - b.at);
  const log: string[] = [];
  let stopped = false;
  const running = (async () => {
    for (const {
      at,
      blow: [name, strike],
    } of schedule) {
      while (progress() < at && !stopped) await pause(20);
      if (stopped) break;
      // A blow at something that is down already is no failure of the system.
      await strike().catch(() => undefined);
      log.push(`${name} at ${Math.round(progress() * 100)} %`);
    }
  })();
  return {
    log,
    async stop() {
      stopped = true;
      await running;
      await queues.close();
    },
  };
}

export async function flushRedis(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 3 });
  redis.on('error', () => {});
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}

/** Duplicated and late jobs: for rows that are done, claimed and open alike, under ids that no queue has seen. */
async function addAgain({ collections }: World, queues: Queues): Promise<void> {
  const rows = await insist(() => collections.deliveries.find().sort({ _id: 1 }).limit(300).lean());
  const latest = await insist(() => collections.deliveries.find().sort({ createdAt: -1 }).limit(100).lean());
  for (const { effect } of [...rows, ...latest]) {
    const { queue, name, id } = jobFor(effect);
    await queues.queue(queue).add(name, { id }, { jobId: `${id}-again-${randomUUID()}` });
  }
}

/** Reminders and escalations come in the middle of what people do, and of everything else that is broken. */
async function makeDue({ collections }: World): Promise<void> {
  await insist(() =>
    collections.deadlines.updateMany({ state: 'pending' }, { $set: { dueAt: new Date(Date.now() - 3_600_000) } }),
  );
}
