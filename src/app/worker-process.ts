/** Runs a worker until a signal ends it; then jobs under way are finished and what is committed is carried. */
import { readConfigOrExit } from '#src/config.ts';
import { QUEUE_NAMES, type QueueName } from '#src/queue/queues.ts';
import { createAppOrExit } from './create-app-or-exit.ts';
import { startWorker } from './worker.ts';

/** After this a stop is no longer orderly: claims and locks expire and another process takes over. */
const FORCE_AFTER_MS = 10_000;

/** @param queues the queues that this process works for; all of them when left out */
export async function runWorkerProcess(queues: readonly QueueName[] = QUEUE_NAMES): Promise<void> {
  const app = await createAppOrExit(readConfigOrExit());
  const worker = await startWorker(app, queues);
  app.log.info({ queues }, 'worker started');
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), FORCE_AFTER_MS).unref();
    await worker.stop();
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}
