/** Does a job and says to BullMQ, in its own terms, what came of it. */
import { DelayedError, UnrecoverableError } from 'bullmq';
import { RetryLater, withoutDetails } from './backoff.ts';
import type { Delivered } from './deliver.ts';
import { QUEUES, type QueueName } from './queues.ts';

/** Does one job. @param failedBefore how many of its tries have failed */
export type JobRun = (job: { name: string; data: unknown; failedBefore: number }) => Promise<Delivered>;

/** What is needed of BullMQ's job, in this process or in a sandbox. */
interface RunnableJob {
  name: string;
  data: unknown;
  attemptsMade: number;
  moveToDelayed(timestamp: number, token?: string): Promise<void>;
}

/** @throws what BullMQ takes for a try that failed, a job that has failed for good, and one that was put off */
export async function runJob(
  { queue, run }: { queue: QueueName; run: JobRun },
  job: RunnableJob,
  token: string | undefined,
): Promise<string> {
  const data = QUEUES[queue].data.safeParse(job.data);
  if (!data.success) throw new UnrecoverableError('The data of this job is not what its queue declares.');
  const delivered = await run({ name: job.name, data: data.data, failedBefore: job.attemptsMade }).catch(
    (error: unknown) => {
      throw withoutDetails(error, job.attemptsMade + 1);
    },
  );
  switch (delivered.kind) {
    case 'retry':
      throw new RetryLater(delivered.reason, delivered.afterMs);
    case 'failed':
      throw new UnrecoverableError(delivered.reason);
    case 'held':
      // It comes back when the claim of the other worker has expired. This was no try.
      await job.moveToDelayed(Math.max(delivered.until.getTime(), Date.now()) + 100, token);
      throw new DelayedError();
    default:
      return delivered.kind;
  }
}

const ORDERLY = ['RetryLater', 'UnrecoverableError', 'DelayedError'];
/** Whether `runJob` has thrown it, here or in another process; anything else means that the process broke off. */
export const isOrderly = ({ name }: Error): boolean => ORDERLY.includes(name);
