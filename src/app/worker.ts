/** A worker: does the jobs of the queues it is started for, and keeps the timer that makes Redis dispensable. */
import { setTimeout as pause } from 'node:timers/promises';
import { municipalityOf } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createLinkStore } from '#src/links/link-store.ts';
import { deliverMail } from '#src/mail/deliver.ts';
import { createMailReader } from '#src/mail/mail-reader.ts';
import { createMailer, type Mailer } from '#src/mail/mailer.ts';
import { deadlinesWork, keepSchedulers } from '#src/queue/deadlines.ts';
import { type Acted, deliver } from '#src/queue/deliver.ts';
import { limiterFor, sendLedgerMail } from '#src/queue/mail.ts';
import { QUEUE_NAMES, type QueueName, RowJob } from '#src/queue/queues.ts';
import { type QueueWork, startWorkers } from '#src/queue/run-worker.ts';
import { sendSignal } from '#src/queue/signals.ts';
import { startTakeover } from '#src/queue/without-redis.ts';
import { dueDeliveries } from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';

export interface RunningWorker {
  /** Whether jobs are taken from the queues. */
  started(): boolean;
  /** A round of the chores now, as a job or the timer would do it: tests do not wait for either. */
  reconcileNow(): Promise<void>;
  /** Fires the deadlines that are due, now. */
  sweepNow(): Promise<void>;
  stop(): Promise<void>;
}

/** Rows done in one round without Redis; the next round takes the rest. */
const ROUND = 100;

/** Starts to work. Where Redis does not answer yet, the timer does what waits once it has been away for long enough. */
export async function startWorker(app: App, names: readonly QueueName[] = QUEUE_NAMES): Promise<RunningWorker> {
  const { config, log, queues } = app;
  const onError = (error: unknown, about: object = {}) => log.warn({ err: error, ...about }, 'worker');
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
  const chores = deadlinesWork({ ...app, onError });
  const all: Record<QueueName, () => QueueWork> = {
    mail: () => mailWork(app, mailer),
    signal: () => rowWork(app, 'signal', (row) => sendSignal(app.commit, row)),
    deadlines: () => chores,
  };
  const works = names.map((name) => all[name]());
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
      if (names.includes('deadlines')) await keepSchedulers({ ...app, onError });
    },
    whenAway: withoutRedis,
    onError,
  });
  return {
    started: workers.started,
    async reconcileNow() {
      await chores.runNow('reconcile').catch(onError);
      if (!(await answers())) await withoutRedis();
    },
    sweepNow: () => chores.runNow('sweep').catch(onError),
    async stop() {
      await takeover.stop();
      await workers.close();
      await mailer.close();
    },
  };
}

/** The work of a queue whose jobs are rows of the ledger. */
function rowWork(app: App, queue: 'mail' | 'signal', act: (row: Delivery) => Promise<Acted>): QueueWork {
  const deps = { collections: app.collections, act, claimMs: app.config.JOB_LOCK_SECONDS * 1_000 };
  return {
    queue,
    run: ({ data, failedBefore }) => deliver(deps, RowJob.parse(data).id, failedBefore),
    async runWithoutRedis() {
      for (const { _id } of await dueDeliveries(app.collections, ROUND, 0, queue)) await deliver(deps, _id);
    },
  };
}

/** The mails of all workers together keep to what the relay takes: BullMQ counts jobs, and a job to many counts as many. */
function mailWork(app: App, mailer: Mailer): QueueWork {
  const { config, queues } = app;
  const limiter = limiterFor(config.MAIL_PER_MINUTE);
  const msPerMail = limiter.duration / limiter.max;
  const mailDeps = mailDepsOf(app, mailer);
  return {
    ...rowWork(app, 'mail', async (row) => {
      let sent = 0;
      const acted = await sendLedgerMail(
        {
          collections: app.collections,
          sendMail: (effect, before, onSent) => deliverMail(mailDeps, effect, before, onSent),
        },
        row,
        () => {
          sent += 1;
        },
      );
      await restFor((sent - 1) * msPerMail);
      return acted;
    }),
    options: { limiter },
  };

  /** Keeps all workers from the next mail, by Redis; where that does not answer, this one waits by itself. */
  async function restFor(ms: number): Promise<void> {
    if (ms <= 0) return;
    await rateLimitMail(ms).catch(() => pause(ms));
  }
  async function rateLimitMail(ms: number): Promise<void> {
    await queues.queue('mail').rateLimit(Math.ceil(ms));
  }
}

const mailDepsOf = (app: App, mailer: Mailer) => {
  const { collections, config } = app;
  return {
    clock: app.clock,
    directory: app.directory,
    mailer,
    mailDomain: config.MAIL_DOMAIN,
    links: createLinkStore(app.connection),
    serverKey: config.SERVER_KEY,
    publicUrl: config.PUBLIC_URL,
    reader: createMailReader(collections, app.contents),
    municipality: municipalityOf(config),
  };
};
