/** Web and workers as processes of their own, as in a real installation. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '#src/context.ts';
import { entryPoint, startWeb, startWorker } from '../../services/app-processes.ts';
import { environment } from '../../services/environment.ts';
import { freePort } from '../../services/ports.ts';
import type { Supervised } from '../../services/supervise.ts';

export interface BenchWorker {
  pid: number;
  stop(): Promise<void>;
}
export interface BenchWeb {
  /** Its address, without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

const quiet = (): void => {};

/** Starts a worker on the store and the queues of `app`. @param name of its file in workers/ */
export async function startBenchWorker(app: App, name: 'packet' | 'signals' | 'mail'): Promise<BenchWorker> {
  const { part, stop } = await started(app, `workers/${name}.ts`, {}, startWorker);
  return { pid: part.pid() ?? 0, stop };
}

/** Starts a web process on the same; it answers when this resolves. */
export async function startBenchWeb(app: App): Promise<BenchWeb> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const ready = (how: Parameters<typeof startWeb>[0]) => startWeb(how, `${url}/readyz`);
  const { stop } = await started(app, 'src/app/web.ts', { PORT: String(port) }, ready);
  return { url, stop };
}

async function started(
  app: App,
  path: string,
  own: Record<string, string>,
  start: (how: Parameters<typeof startWorker>[0]) => Promise<Supervised>,
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-bench-'));
  const { MONGODB_URI, REDIS_URL, SMTP_URL, SERVER_KEY, QUEUE_PREFIX, PUBLIC_URL, MAIL_PER_MINUTE } = app.config;
  const settings = {
    ...{ MONGODB_URI, REDIS_URL, SMTP_URL, SERVER_KEY, QUEUE_PREFIX, PUBLIC_URL, LOG_LEVEL: 'warn' },
    MAIL_PER_MINUTE: String(MAIL_PER_MINUTE),
  };
  const entry = entryPoint(path);
  if (entry === null) throw new Error(`${path} is missing`);
  const part = await start({ entry, env: { ...environment, ...settings, ...own }, dataDir, log: quiet });
  return {
    part,
    async stop() {
      await part.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
