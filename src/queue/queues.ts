/**
 * The queues, and the side that adds jobs. A job names a row of the store and carries nothing else: Redis may be emptied at any
 * time, and nothing in it says who is written to or about what.
 */
import { type DefaultJobOptions, FlowProducer, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Effect } from '#machines/effects.ts';
import type { Config } from '#src/config.ts';
import { MAX_ATTEMPTS } from '#src/store/ledger.ts';
import { jobPriority } from './mail.ts';

/** What a job for a row of the store carries: the row's id. */
export const RowJob = z.strictObject({ id: z.string().min(1).max(120) });
/** What a scheduled chore carries: nothing. */
export const ChoreJob = z.strictObject({});

interface QueueDeclaration {
  /** What the data of its jobs must look like. */
  data: z.ZodType;
  /** The setting that says how many of its jobs a worker process does at the same time. */
  concurrency: 'MAIL_CONCURRENCY' | 'SIGNAL_CONCURRENCY' | 'DEADLINE_CONCURRENCY' | 'PACKET_CONCURRENCY';
  job: DefaultJobOptions;
}

const ROW_JOB: DefaultJobOptions = { attempts: MAX_ATTEMPTS, backoff: { type: 'by-failure' } };

/** Every queue there is: what adds jobs, workers, figures and the board all follow from here. */
export const QUEUES = {
  mail: { data: RowJob, concurrency: 'MAIL_CONCURRENCY', job: ROW_JOB },
  signal: { data: RowJob, concurrency: 'SIGNAL_CONCURRENCY', job: ROW_JOB },
  deadlines: { data: ChoreJob, concurrency: 'DEADLINE_CONCURRENCY', job: {} },
  packet: { data: RowJob, concurrency: 'PACKET_CONCURRENCY', job: ROW_JOB },
} as const satisfies Record<string, QueueDeclaration>;
export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

/** Jobs that wait, run, wait for their next try, or have failed; `prioritized` ones wait too, behind the others. */
export const COUNTED = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;
export type QueueCounts = Record<(typeof COUNTED)[number], number>;

export interface NewJob {
  queue: QueueName;
  /** What the job is about, as operators read it. */
  name: string;
  /** The row's id, and the job's: one row is one job. */
  id: string;
  priority?: number | undefined;
  /** Not before so many milliseconds have passed. */
  delay?: number;
  /**
   * What has to be over first, done or not. Each becomes a child of this job, with a job id of its own: the same row may be a child
   * of several, and whoever comes second finds it done.
   */
  after?: readonly NewJob[];
}

/** The job for an effect's row in the ledger. @throws Error for an effect that is no delivery */
export function jobFor(effect: Effect): NewJob {
  const { key: id } = effect;
  if (effect.kind === 'signal') return { queue: 'signal', name: effect.params.event.type, id };
  if (effect.kind !== 'mail') throw new Error(`${effect.kind} is no delivery`);
  const { template } = effect.params;
  return { queue: 'mail', name: template, id, priority: jobPriority(template) };
}

export interface Queues {
  /** Adds jobs. One whose id is there already, in whatever state, is not added. @throws when Redis does not answer at once */
  add(jobs: readonly NewJob[]): Promise<void>;
  /**
   * Sees to it that each job is there and goes on: adds what is missing, and starts again what has failed or is over, which
   * adding alone would silently leave as it is. @throws when Redis does not answer at once
   */
  ensure(jobs: readonly NewJob[]): Promise<void>;
  /** Takes jobs that have not begun, with their children, out of their queue. @throws when Redis does not answer at once */
  remove(jobs: readonly Pick<NewJob, 'queue' | 'id'>[]): Promise<void>;
  /** How many jobs each queue has. @throws when Redis does not answer at once */
  counts(): Promise<Record<QueueName, QueueCounts>>;
  /** @throws when Redis does not answer at once */
  ping(): Promise<void>;
  /** BullMQ's own queue. @throws when Redis does not answer */
  queue(name: QueueName): Queue;
  close(): Promise<void>;
}

export interface QueuesDeps {
  config: Pick<Config, 'REDIS_URL' | 'QUEUE_PREFIX'>;
  onError(error: unknown): void;
}

/** After this much silence Redis does not answer. */
const SILENCE_MS = 2_000;
/** BullMQ keeps a stream of events for each queue; nothing here reads more of it than the board. */
const KEPT_EVENTS = 1_000;

/** The adding side. Its connection gives up at once when Redis is away: nobody waits for it. */
export function createQueues({ config, onError }: QueuesDeps): Queues {
  const connection = new Redis(config.REDIS_URL, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    // A server that has stopped in its tracks keeps the line open and says nothing.
    commandTimeout: SILENCE_MS,
  });
  connection.on('error', onError);
  // A queue asks its server's version as soon as it is made, so it is made when there is a server to ask.
  let made: Map<QueueName, Queue> | null = null;
  let flows: FlowProducer | null = null;
  connection.once('ready', () => {
    const options = { connection, prefix: config.QUEUE_PREFIX, streams: { events: { maxLen: KEPT_EVENTS } } };
    flows = new FlowProducer(options);
    flows.on('error', onError);
    made = new Map(
      QUEUE_NAMES.map((name) => [name, new Queue(name, { ...options, defaultJobOptions: QUEUES[name].job })]),
    );
    for (const queue of made.values()) queue.on('error', onError);
  });
  const queue = (name: QueueName): Queue => {
    const found = connection.status === 'ready' ? made?.get(name) : undefined;
    if (found === undefined) throw new Error('Redis does not answer.');
    return found;
  };
  const add = async (jobs: readonly NewJob[]): Promise<void> => {
    const [alone, inFlows] = [jobs.filter((job) => !job.after?.length), jobs.filter((job) => job.after?.length)];
    const byQueue = [...Map.groupBy(alone, (job) => job.queue)];
    await Promise.all([
      ...byQueue.map(([name, ofQueue]) => queue(name).addBulk(ofQueue.map((job) => bullJob(job)))),
      ...inFlows.map((job) => queue(job.queue) && flows?.add(flowOf(job))),
    ]);
  };
  return {
    add,
    async ensure(jobs) {
      const states = await Promise.all(jobs.map(({ queue: name, id }) => queue(name).getJobState(id)));
      await add(jobs.filter((_, n) => states[n] === 'unknown'));
      await Promise.all(jobs.map((job, n) => startAgain(queue(job.queue), job.id, states[n])));
    },
    async remove(jobs) {
      await Promise.all(jobs.map(({ queue: name, id }) => queue(name).remove(id, { removeChildren: true })));
    },
    async counts() {
      const each = QUEUE_NAMES.map(async (name) => [name, await queue(name).getJobCounts(...COUNTED)] as const);
      return Object.fromEntries(await Promise.all(each)) as Record<QueueName, QueueCounts>;
    },
    async ping() {
      await connection.ping();
    },
    queue,
    async close() {
      for (const each of made?.values() ?? []) await each.close().catch(() => undefined);
      await flows?.close().catch(() => undefined);
      connection.disconnect();
    },
  };
}

/** As BullMQ takes it. @param jobId the row's, unless the job is somebody's child */
const bullJob = ({ name, id, priority, delay }: NewJob, jobId = id) => ({
  name,
  data: { id },
  opts: { jobId, ...(priority === undefined ? {} : { priority }), ...(delay === undefined ? {} : { delay }) },
});

/** A parent with its children. A child that fails for good does not keep the parent waiting: what that means is the parent's to say. */
const flowOf = (job: NewJob) => {
  const inQueue = (one: NewJob, jobId?: string, more = {}) => {
    const { opts, ...rest } = bullJob(one, jobId);
    return { ...rest, queueName: one.queue, opts: { ...QUEUES[one.queue].job, ...opts, ...more } };
  };
  return {
    ...inQueue(job),
    children: (job.after ?? []).map((child, n) =>
      inQueue(child, `${job.id}.${n + 1}`, { ignoreDependencyOnFailure: true }),
    ),
  };
};

/** A job that has come to its end goes again from its first try; one that still waits or runs is left as it is. */
async function startAgain(queue: Queue, id: string, state: string | undefined): Promise<void> {
  if (state !== 'failed' && state !== 'completed') return;
  const job = await queue.getJob(id);
  // Where somebody else was quicker, the job is on its way already.
  await job?.retry(state, { resetAttemptsMade: true, resetAttemptsStarted: true }).catch(() => undefined);
}
