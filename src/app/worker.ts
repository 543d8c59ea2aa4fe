/** A worker: does the jobs of the queues it is started for, and keeps the timer that makes Redis dispensable. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { municipalityOf } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createLinkStore } from '#src/links/link-store.ts';
import { deliverMail } from '#src/mail/deliver.ts';
import { createMailReader } from '#src/mail/mail-reader.ts';
import { createMailer, type Mailer } from '#src/mail/mailer.ts';
import { checkDueMeetings } from '#src/packets/check-meeting.ts';
import { removeOldCopies } from '#src/packets/copies.ts';
import { deadlinesWork, keepSchedulers } from '#src/queue/deadlines.ts';
import { type Acted, deliver } from '#src/queue/deliver.ts';
import { limiterFor, sendLedgerMail } from '#src/queue/mail.ts';
import { QUEUE_NAMES, type QueueName, RowJob } from '#src/queue/queues.ts';
import { type QueueWork, startWorkers } from '#src/queue/run-worker.ts';
import { sendSignal } from '#src/queue/signals.ts';
import { startTakeover } from '#src/queue/without-redis.ts';
import { dueDeliveries } from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { packetWork } from './packet-work.ts';

export interface RunningWorker {
  /** Whether jobs are taken from the queues. */
  started(): boolean;
  /** A round of the chores now, as a job or the timer would do it: tests do not wait for either. */
  reconcileNow(): Promise<void>;
  /** Fires the deadlines that are due, now. */
  sweepNow(): Promise<void>;
  stop(): Promise<void>;
}

/** Rows looked at, and milliseconds taken, by one round without Redis: the next takes the rest, should Redis still be away. */
const ROUND = { rows: 100, ms: 5_000 };

/** Starts to work. Where Redis does not answer yet, the timer does what waits once it has been away for long enough. */
export async function startWorker(app: App, names: readonly QueueName[] = QUEUE_NAMES): Promise<RunningWorker> {
  const { config, log, queues } = app;
  const onError = (error: unknown, about: object = {}) => log.warn({ err: error, ...about }, 'worker');
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
  const choreDeps = { ...app, onError, keepPackets: () => keepPackets(app) };
  const chores = deadlinesWork(choreDeps);
  const all: Record<QueueName, () => QueueWork> = {
    mail: () => mailWork(app, mailer),
    signal: () => rowWork(app, 'signal', (row) => sendSignal(app.commit, row)),
    deadlines: () => chores,
    packet: () => packetWork(app),
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
      await mailer.close();
    },
  };
}

/** Does the work of one row, and says how many mails it took. */
type RowAct = (row: Delivery, onSent: () => void) => Promise<Acted>;

interface Rests {
  /** Called after a job that sent so many mails. */
  afterJob(sent: number): Promise<void>;
  /** Called after a row that sent so many mails and that no queue had spread. */
  afterRow(sent: number): Promise<void>;
}
const NO_RESTS: Rests = { afterJob: async () => {}, afterRow: async () => {} };

/** Whatever becomes of one of them, the other is done. @throws what either throws */
async function keepPackets(app: App): Promise<void> {
  await checkDueMeetings(app).finally(() => removeOldCopies(app));
}

/** The work of a queue whose jobs are rows of the ledger. */
function rowWork(app: App, queue: 'mail' | 'signal', act: RowAct, rests = NO_RESTS): QueueWork {
  const { collections, config } = app;
  const claimMs = config.JOB_LOCK_SECONDS * 1_000;
  const deliverRow = async (id: string, failedBefore?: number) => {
    let sent = 0;
    const onSent = () => {
      sent += 1;
    };
    const delivered = await deliver({ collections, claimMs, act: (row) => act(row, onSent) }, id, failedBefore);
    return { delivered, sent };
  };
  return {
    queue,
    async run({ data, failedBefore }) {
      const { delivered, sent } = await deliverRow(RowJob.parse(data).id, failedBefore);
      await rests.afterJob(sent);
      return delivered;
    },
    async runWithoutRedis() {
      const endsAt = Date.now() + ROUND.ms;
      for (const { _id } of await dueDeliveries(collections, ROUND.rows, 0, queue)) {
        if (Date.now() > endsAt) return;
        const { sent } = await deliverRow(_id);
        await rests.afterRow(sent);
      }
    },
  };
}

/** The mails of all workers together keep to what the relay takes. */
function mailWork(app: App, mailer: Mailer): QueueWork {
  const { collections, config, queues } = app;
  const limiter = limiterFor(config.MAIL_PER_MINUTE);
  const msPerMail = limiter.duration / limiter.max;
  const deps = mailDepsOf(app, mailer);
  const act: RowAct = (row, onSent) =>
    sendLedgerMail(
      { collections, sendMail: (effect, before, onEach) => deliverMail(deps, effect, before, onEach) },
      row,
      onSent,
    );
  const rests: Rests = {
    // BullMQ counts jobs: after one to many, all workers rest for as long as the others of its mails would have taken.
    async afterJob(sent) {
      if (sent <= 1) return;
      await restAll(() => queues.queue('mail'), (sent - 1) * msPerMail).catch(() => undefined);
    },
    afterRow: (sent) => pause(sent * msPerMail),
  };
  return { ...rowWork(app, 'mail', act, rests), options: { limiter } };
}

/** Keeps every worker of a queue from its next job for so many milliseconds more. @throws when Redis does not answer */
async function restAll(find: () => Queue, ms: number): Promise<void> {
  const queue = find();
  const left = await queue.getRateLimitTtl();
  await queue.rateLimit(Math.ceil(Math.max(left, 0) + ms));
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
