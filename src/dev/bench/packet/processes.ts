/** Workers as processes of their own, as in a real installation. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '#src/context.ts';
import { entryPoint, startWorker } from '../../services/app-processes.ts';
import { environment } from '../../services/environment.ts';

export interface BenchWorker {
  pid: number;
  stop(): Promise<void>;
}

const quiet = (): void => {};

/** Starts a worker on the store and the queues of `app`. @param name of its file in workers/ */
export async function startBenchWorker(app: App, name: 'packet' | 'signals'): Promise<BenchWorker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-bench-'));
  const { MONGODB_URI, REDIS_URL, SMTP_URL, SERVER_KEY, QUEUE_PREFIX, PUBLIC_URL } = app.config;
  const settings = { MONGODB_URI, REDIS_URL, SMTP_URL, SERVER_KEY, QUEUE_PREFIX, PUBLIC_URL, LOG_LEVEL: 'warn' };
  const entry = entryPoint(`workers/${name}.ts`);
  if (entry === null) throw new Error(`workers/${name}.ts is missing`);
  const worker = await startWorker({ entry, env: { ...environment, ...settings }, dataDir, log: quiet });
  return {
    pid: worker.pid() ?? 0,
    async stop() {
      await worker.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
