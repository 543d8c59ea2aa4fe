import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from './cache-folder.ts';
import { type Supervised, supervise } from './supervise.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** How long the web process and a worker may take to finish what they are at, in milliseconds. */
const STOP_LIMIT_MS = 2_000;

/** Full path of a file in the checkout, or null when it is not there. */
export const entryPoint = (path: string): string | null => {
  const full = join(ROOT, path);
  return existsSync(full) ? full : null;
};

/** Waits for a 200 from an address. */
const answersOk = async (url: string, ended: Promise<never>): Promise<void> => {
  let over = false;
  ended.catch(() => {
    over = true;
  });
  while (!over) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await ended;
};

type AppProcess = {
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  readonly log: Log;
};

/** Starts the web process and waits until `/readyz` says yes. */
export const startWeb = ({ entry, env, dataDir, log }: AppProcess, readyUrl: string): Promise<Supervised> =>
  supervise(
    {
      name: 'Webprocessen',
      command: { file: process.execPath, args: [entry], env },
      logFile: join(dataDir, 'logs', 'web.log'),
      ready: (running) => answersOk(readyUrl, running.ended),
      stopSignal: 'SIGTERM',
      stopLimitMs: STOP_LIMIT_MS,
    },
    log,
  );

/** As docker-compose.yml starts workers: those for mails, of which one process has many under way, with Node's own room for new objects. */
const optionsOf = (entry: string) => (basename(entry).startsWith('mail.') ? [] : ['--max-semi-space-size=4']);

/** Starts one worker process; it takes its first job when it is up, nobody waits for it. */
export const startWorker = ({ entry, env, dataDir, log }: AppProcess): Promise<Supervised> =>
  supervise(
    {
      name: 'Arbejdsprocessen',
      command: { file: process.execPath, args: [...optionsOf(entry), entry], env },
      logFile: join(dataDir, 'logs', 'worker.log'),
      ready: () => Promise.resolve(),
      stopSignal: 'SIGTERM',
      stopLimitMs: STOP_LIMIT_MS,
    },
    log,
  );
