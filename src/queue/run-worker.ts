/** The side of a queue that does its jobs: BullMQ's worker, with what all of ours have in common. */
import { type Job, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '#src/config.ts';
import { backoffStrategy } from './backoff.ts';
import type { Delivered } from './deliver.ts';
import { workerName } from './keep-heartbeat.ts';
import { QUEUES, type QueueName, RowJob } from './queues.ts';
import { isOrderly, type JobRun, runJob } from './run-job.ts';
import { SandboxedWorker } from './sandboxed-worker.ts';

/** What a queue's worker does, with Redis and without it. */
interface CommonWork {
  queue: QueueName;
  /** Does what waits in the store: the way when Redis has been away for a while. */
  runWithoutRedis(): Promise<void>;
  options?: Pick<WorkerOptions, 'limiter' | 'workerForkOptions'>;
  /** Called when the last job is over. */
  close?(): Promise<void>;
}

/** Work that this process does itself. */
export interface OwnWork extends CommonWork {
  run: JobRun;
}

/** Work that is done by processes of their own, one for each job at a time. */
interface SandboxedWork extends CommonWork {
  /** The module that does the jobs; its default export is BullMQ's sandboxed processor. */
  processor: URL;
  /** Called when one of the processes has ended. */
  onExit(): Promise<void>;
  /** Called when a job has been done; not for one whose row was over already. */
  onDone(job: RunningJob): Promise<void>;
  /** Called when the process has died of a job, or broken off. */
  onDeath(job: RunningJob): Promise<void>;
}
export type QueueWork = OwnWork | SandboxedWork;

export interface RunningJob {
  name: string;
  /** The row's. */
  id: string;
  /** BullMQ's token: names this try. */
  token: string;
  /** BullMQ's priority; 0 where it has none. */
  priority: number;
}

export interface WorkerDeps {
  config: Config;
  /** Called with what goes wrong in BullMQ and on the way to Redis, and with each failed try of a job. */
  onError(error: unknown, about?: { queue: QueueName; job?: string | undefined }): void;
}

export interface RunningWorkers {
  /** Whether jobs are taken: not before Redis has answered, and never where its settings may lose them. */
  started(): boolean;
  /** Stops taking jobs and waits for the running ones, but no longer than `limitMs`: what is left is done by another worker. */
  close(limitMs?: number): Promise<void>;
}

const DAY_SECONDS = 86_400;
/** Over and failed jobs stay for operators to look at; the ledger keeps what became of them for good. */
const KEPT = {
  removeOnComplete: { age: DAY_SECONDS, count: 1_000 },
  removeOnFail: { age: 14 * DAY_SECONDS, count: 1_000 },
} as const;
/** A job whose worker died goes to another so often; then it has failed, and reconcile decides whether it starts again. */
const MOST_STALLS = 3;
/** Finished and failed jobs are counted minute by minute for so many minutes; their sums are kept for as long as Redis is. */
const COUNTED_MINUTES = 60;

/**
 * Starts a worker for each queue as soon as Redis answers.
 * @returns at once; a Redis that may evict keys is reported to `onError`, and its jobs are not taken
 */
export function startWorkers(deps: WorkerDeps, works: readonly QueueWork[]): RunningWorkers {
  const { config, onError } = deps;
  const connection = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null });
  connection.on('error', (error) => onError(error));
  const workers: Worker[] = [];
  let closed = false;
  refuseEviction(connection)
    .then(() => {
      if (!closed) workers.push(...works.map((work) => startWorker(deps, connection, work)));
    })
    .catch((error: unknown) => {
      if (!closed) onError(error);
    });
  return {
    started: () => workers.length > 0,
    async close(limitMs = 8_000) {
      closed = true;
      // A worker that waits for a job under way, or for a Redis that says nothing, waits for ever.
      const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref());
      await Promise.race([Promise.all(workers.map((worker) => worker.close())), limit]);
      await Promise.all(works.map((work) => work.close?.()));
      connection.disconnect();
    },
  };
}

function startWorker({ config, onError }: WorkerDeps, connection: Redis, work: QueueWork): Worker {
  const lockMs = config.JOB_LOCK_SECONDS * 1_000;
  const declaration = QUEUES[work.queue];
  const options: WorkerOptions = {
    connection,
    // Stands in each job that it has taken: operators see which process of which machine.
    name: workerName(),
    prefix: config.QUEUE_PREFIX,
    concurrency: config[declaration.concurrency],
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: MOST_STALLS,
    metrics: { maxDataPoints: COUNTED_MINUTES },
    settings: { backoffStrategy },
    ...KEPT,
    ...work.options,
  };
  const worker = 'processor' in work ? sandboxedWorker(work, options, onError) : ownWorker(work, options);
  worker.on('error', (error) => onError(error, { queue: work.queue }));
  worker.on('failed', (job, error) => onError(error, { queue: work.queue, job: job?.id }));
  return worker;
}

const ownWorker = (work: OwnWork, options: WorkerOptions): Worker =>
  new Worker(work.queue, (job: Job, token?: string) => runJob(work, job, token), options);

/** With what this process does about jobs that others do for it. */
function sandboxedWorker(work: SandboxedWork, options: WorkerOptions, onError: WorkerDeps['onError']): Worker {
  const worker = new SandboxedWorker(work.queue, work.processor, options);
  const about = ({ name, data, token = '', priority }: Job): RunningJob => ({
    ...{ name, token, priority },
    id: RowJob.parse(data).id,
  });
  const report = (error: unknown) => onError(error, { queue: work.queue });
  worker.onExit = () => void work.onExit().catch(report);
  worker.on('completed', (job, result: Delivered['kind']) => {
    if (result === 'done') void work.onDone(about(job)).catch(report);
  });
  worker.on('failed', (job, error) => {
    if (job && !isOrderly(error)) void work.onDeath(about(job)).catch(report);
  });
  return worker;
}

/** @throws Error when the Redis server may evict keys: `maxmemory-policy` must be `noeviction` */
async function refuseEviction(connection: Redis): Promise<void> {
  const [, policy] = (await connection.config('GET', 'maxmemory-policy').catch(() => [])) as string[];
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Error(`Redis may throw jobs away: maxmemory-policy is "${policy}" and must be "noeviction".`);
  }
}
