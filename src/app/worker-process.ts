/** Runs a worker until it is told to stop; then jobs under way are finished and what is committed is carried. */
import { readConfigOrExit } from '#src/config.ts';
import { createApp } from '#src/create-app.ts';
import { startWorker } from './worker.ts';

/** After this a stop is no longer orderly: claims expire and another process takes over. */
const FORCE_AFTER_MS = 10_000;

export async function runWorkerProcess(): Promise<void> {
  const app = await createApp(readConfigOrExit());
  const worker = await startWorker(app);
  app.log.info('worker started');
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
