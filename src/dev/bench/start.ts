/**
 * How long a second `npm start` takes, everything installed and data in place, as a ratio to the sum of what its parts take when
 * each is started alone. Below 1 the parts start side by side; above, something waits.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appEnvironment } from '../services/app-environment.ts';
import { entryPoint, startWeb } from '../services/app-processes.ts';
import { environment } from '../services/environment.ts';
import { portsOf } from '../services/ports.ts';
import { serverKeyOf } from '../services/server-key.ts';
import { type ServiceName, type Services, startServices } from '../services/start-services.ts';
import { type Supervised, supervise } from '../services/supervise.ts';
import { type Figure, median } from './figures.ts';

type Say = (line: string) => void;

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ROUNDS = 5;

const quiet = (): void => {};

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> => {
  const before = performance.now();
  const result = await work();
  return { ms: performance.now() - before, result };
};

/** From the command to the line that says that it runs, in milliseconds; the run is then stopped in order. */
const npmStart = async (dataDir: string): Promise<number> => {
  // The benchmark is about the embedded services, whatever the environment names.
  const { MONGODB_URI: _m, REDIS_URL: _r, SMTP_URL: _s, PORT: _p, ...env } = environment;
  const before = performance.now();
  const npm = spawn('npm', ['start', '--', '--data', dataDir], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(npm, 'exit');
  let output = '';
  const up = new Promise<boolean>((resolve) => {
    npm.stdout.on('data', (part: Buffer) => {
      output += part.toString('utf8');
      if (output.includes('Sagsgang kører.')) resolve(true);
    });
    ended.then(() => resolve(false));
  });
  if (!(await up)) throw new Error(`npm start ended: ${output}`);
  const ms = performance.now() - before;
  npm.kill('SIGTERM');
  await ended;
  return ms;
};

/** One service alone, from nothing to its first answer. */
const serviceAlone = async (dataDir: string, want: ServiceName): Promise<number> => {
  const { ms, result } = await timed(() => startServices({ dataDir, log: quiet, want: [want] }));
  await result.stop();
  return ms;
};

const workerAlone = (dataDir: string, entry: string, env: NodeJS.ProcessEnv): Promise<Supervised> =>
  supervise(
    {
      name: 'worker',
      command: { file: process.execPath, args: [entry], env: { ...env, LOG_LEVEL: 'info' } },
      logFile: join(dataDir, 'logs', 'bench-worker.log'),
      ready: (running) => running.line(/worker started/),
      stopSignal: 'SIGTERM',
      stopLimitMs: 3_000,
    },
    quiet,
  );

/** Web and worker, one after the other, with the services they need already there. */
const appAlone = async (dataDir: string): Promise<Record<string, number>> => {
  const services: Services = await startServices({ dataDir, log: quiet });
  const port = await (await portsOf(dataDir)).take('web', 3000);
  const env = appEnvironment(await serverKeyOf(dataDir), port, services);
  const [web, worker] = [entryPoint('src/app/web.ts'), entryPoint('workers/all.ts')];
  if (web === null || worker === null) throw new Error('src/app/web.ts or workers/all.ts is missing');
  try {
    const url = `http://127.0.0.1:${port}/readyz`;
    const webRun = await timed(() => startWeb({ entry: web, env, dataDir, log: quiet }, url));
    await webRun.result.stop();
    const workerRun = await timed(() => workerAlone(dataDir, worker, env));
    await workerRun.result.stop();
    return { web: webRun.ms, worker: workerRun.ms };
  } finally {
    await services.stop();
  }
};

const storeName = async (dataDir: string): Promise<string> => {
  const services = await startServices({ dataDir, log: quiet, want: ['store'] });
  await services.stop();
  return services.storeName;
};

/** @returns the store's name, and one figure: the median of `npm start` with the sum of the parts' medians as baseline */
export const benchStart = async (say: Say): Promise<{ store: string; figures: Figure[] }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-bench-start-'));
  try {
    say('First start, to have data in place …');
    await npmStart(dataDir);
    const whole: number[] = [];
    const parts: Record<string, number[]> = {};
    for (let round = 1; round <= ROUNDS; round += 1) {
      whole.push(await npmStart(dataDir));
      const alone: Record<string, number> = {
        store: await serviceAlone(dataDir, 'store'),
        redis: await serviceAlone(dataDir, 'redis'),
        'mail catcher': await serviceAlone(dataDir, 'mail'),
        ...(await appAlone(dataDir)),
      };
      for (const [name, ms] of Object.entries(alone)) parts[name] = [...(parts[name] ?? []), ms];
      say(
        `Round ${round}: npm start ${whole.at(-1)?.toFixed(0)} ms; alone: ${JSON.stringify(alone, (_, ms) => (typeof ms === 'number' ? Math.round(ms) : ms))}`,
      );
    }
    const sum = Object.values(parts).reduce((total, times) => total + median(times), 0);
    const value = median(whole);
    const baseline = `its parts started alone, one after the other: ${sum.toFixed(0)} ms`;
    return {
      store: await storeName(dataDir),
      figures: [{ name: 'second-start', value, unit: 'ms', baseline, ratio: value / sum }],
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
