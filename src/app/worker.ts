/** A worker: does the jobs of the queues it is started for, and keeps the timer that makes Redis dispensable. */
import type { App } from '#src/context.ts';
import { checkDueMeetings } from '#src/packets/check-meeting.ts';
import { removeOldCopies } from '#src/packets/copies.ts';
import { wantChecksOfOpened } from '#src/packets/openings.ts';
import { brokenReport } from '#src/queries/report-broken.ts';
import { deadlinesWork, keepSchedulers } from '#src/queue/deadlines.ts';
import { keepHeartbeat } from '#src/queue/keep-heartbeat.ts';
import { QUEUE_NAMES, type QueueName } from '#src/queue/queues.ts';
import { type QueueWork, startWorkers } from '#src/queue/run-worker.ts';
import { sendSignal } from '#src/queue/signals.ts';
import { startTakeover } from '#src/queue/without-redis.ts';
import { indexAllChanged } from '#src/search/index-items.ts';
import { packetWork } from './packet-work.ts';
import { rowWork } from './row-work.ts';

export interface RunningWorker {
  /** Whether jobs are taken from the queues. */
  started(): boolean;
  /** A round of the chores now, as a job or the timer would do it: tests do not wait for either. */
  reconcileNow(): Promise<void>;
  /** Fires the deadlines that are due, now. */
  sweepNow(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts to work. Where Redis does not answer yet, the timer does what waits once it has been away for long enough. */
export async function startWorker(app: App, names: readonly QueueName[] = QUEUE_NAMES): Promise<RunningWorker> {
  const { config, log, queues } = app;
  const onError = (error: unknown, about: object = {}) => log.warn({ err: error, ...about }, 'worker');
  const choreDeps = {
    ...app,
    onError,
    keepPackets: () => keepPackets(app),
    keepSearch: () => keepSearch(app),
    reportBroken: brokenReport(app),
  };
  const chores = deadlinesWork(choreDeps);
  const all: Record<QueueName, () => QueueWork | Promise<QueueWork>> = {
    // With the templates of all mails: 50 MB, which no other queue needs.
    mail: async () => (await import('./mail-work.ts')).mailWork(app),
    signal: () => rowWork(app, 'signal', (row) => sendSignal(app, row)),
    deadlines: () => chores,
    packet: () => packetWork(app),
  };
  const heartbeat = keepHeartbeat({ ...app, onError }, names);
  const works = await Promise.all(names.map((name) => all[name]()));
  const workers = startWorkers({ config, onError }, works);
  const answers = async () =>
    workers.started() &&
    (await queues.ping().then(
      () => true,
      () => false,
    ));
  const withoutRedis = async () => {
    await Promise.all(works.map((work) => work.runWithoutRedis().catch(onError)));
  };
  const takeover = startTakeover({
    answers,
    awayMs: config.REDIS_AWAY_SECONDS * 1_000,
    whenThere: async () => {
      if (names.includes('deadlines')) await keepSchedulers(choreDeps);
    },
    whenAway: withoutRedis,
    onError,
  });
  return {
    started: workers.started,
    async reconcileNow() {
      await chores.runNow('reconcile').catch(onError);
      await chores.runNow('packets').catch(onError);
      if (!(await answers())) await withoutRedis();
    },
    sweepNow: () => chores.runNow('sweep').catch(onError),
    async stop() {
      await takeover.stop();
      await workers.close();
      await heartbeat.stop();
    },
  };
}

/** Whatever becomes of one of them, the others are done. @throws what the last that fails throws */
const keepSearch = async (app: App): Promise<void> => void (await indexAllChanged(app));

async function keepPackets(app: App): Promise<void> {
  await wantChecksOfOpened(app)
    .finally(() => checkDueMeetings(app))
    .finally(() => removeOldCopies(app));
}
