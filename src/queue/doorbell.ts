/** Redis is a doorbell: a job says "look at this ledger row" and carries nothing else. What is lost here is rung again. */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** One queue: what a row asks for is in the ledger, not in the name of a queue. */
const QUEUE = 'deliveries';

/** After this much silence a bell has not rung. */
const SILENCE_MS = 2_000;

export interface Doorbell {
  /** Rings for these ledger rows. @throws when Redis does not answer at once */
  ring(keys: readonly string[]): Promise<void>;
  /** How many jobs wait, run and have failed. @throws when Redis does not answer at once */
  counts(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

export interface QueueDeps {
  redisUrl: string;
  prefix: string;
  onError(error: unknown): void;
}

/**
 * The ringing side. Its connection gives up at once when Redis is away: nobody waits for a bell.
 * A job's id is the row's key, so ringing twice is one job; it is removed when done, so that it can be rung again.
 */
export function createDoorbell({ redisUrl, prefix, onError }: QueueDeps): Doorbell {
  const connection = new Redis(redisUrl, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    // A server that has stopped in its tracks keeps the line open and says nothing.
    commandTimeout: SILENCE_MS,
  });
  connection.on('error', onError);
  // The queue asks its server's version as soon as it is made, so it is made when there is a server to ask.
  let made: Queue | null = null;
  connection.once('ready', () => {
    made = new Queue(QUEUE, { connection, prefix });
    made.on('error', onError);
  });
  const queue = (): Queue => {
    if (made === null || connection.status !== 'ready') throw new Error('Redis does not answer.');
    return made;
  };
  return {
    async ring(keys) {
      await queue().addBulk(
        keys.map((key) => ({
          name: 'deliver',
          data: {},
          opts: { jobId: key, removeOnComplete: true, removeOnFail: true },
        })),
      );
    },
    async counts() {
      return queue().getJobCounts();
    },
    async close() {
      await made?.close().catch(() => undefined);
      connection.disconnect();
    },
  };
}

export interface Answering {
  /** Stops taking jobs and waits for the running ones. */
  close(): Promise<void>;
}

/**
 * The answering side.
 * @param answer does the work that the ledger row `key` asks for; it settles the row itself and is not retried by the queue
 * @throws when the Redis server may evict keys: `maxmemory-policy` must be `noeviction`
 */
export async function answerDoorbell(
  { redisUrl, prefix, onError }: QueueDeps,
  answer: (key: string) => Promise<void>,
  concurrency = 8,
): Promise<Answering> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', onError);
  await refuseEviction(connection);
  const worker = new Worker(
    QUEUE,
    async ({ id }) => {
      if (id !== undefined) await answer(id);
    },
    { connection, prefix, concurrency, removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } },
  );
  worker.on('error', onError);
  return {
    async close() {
      await worker.close();
      connection.disconnect();
    },
  };
}

async function refuseEviction(connection: Redis): Promise<void> {
  const [, policy] = (await connection.config('GET', 'maxmemory-policy').catch(() => [])) as string[];
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Error(`Redis may throw jobs away: maxmemory-policy is "${policy}" and must be "noeviction".`);
  }
}
