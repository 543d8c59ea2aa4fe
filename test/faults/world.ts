/** The whole system as real processes, for breaking: services, two web processes and two workers, all supervised. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionCookie } from '#src/auth/cookie.ts';
import { createSessions } from '#src/auth/sessions.ts';
import { systemClock } from '#src/clock.ts';
import { type Config, readConfig } from '#src/config.ts';
import { seedPeople } from '#src/dev/demo/people.ts';
import { entryPoint, startWeb, startWorker } from '#src/dev/services/app-processes.ts';
import { environment } from '#src/dev/services/environment.ts';
import { freePort } from '#src/dev/services/ports.ts';
import { type Services, startServices } from '#src/dev/services/start-services.ts';
import type { Supervised } from '#src/dev/services/supervise.ts';
import { applyIndexes } from '#src/indexes.ts';
import { type Collections, collectionsOf } from '#src/store/collections.ts';
import { connectStore } from '#src/store/connect.ts';

export const PEOPLE = {
  officer: 'person-sofie-brandt',
  secretary: 'person-jonas-mikkelsen',
  'office-oekonomichef': 'person-bettina-andersen',
  'office-kommunaldirektoer': 'person-henrik-voss',
} as const;
export type Who = keyof typeof PEOPLE;

export interface World {
  services: Services;
  /** What every process of this system is started with. */
  env: NodeJS.ProcessEnv;
  config: Config;
  /** The folder in which every process of this system keeps its temporary files. */
  tmp: string;
  collections: Collections;
  webUrls: readonly string[];
  /** The Cookie header of a signed-in person. */
  cookies: ReadonlyMap<Who, string>;
  webs: readonly Supervised[];
  workers: readonly Supervised[];
  /** What the web processes met when they answered 500 or 503, each error once. */
  loggedErrors(): Promise<string[]>;
  /** Starts one more worker, which is kept running. */
  addWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** Where an unreachable store is met, it is asked again: a test must not end because it broke what it set out to break. */
export async function insist<T>(work: () => Promise<T>, forMs = 120_000): Promise<T> {
  const givenUpAt = Date.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > givenUpAt) throw error;
      await pause(250);
    }
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something holds, asking again and again. @throws after `forMs`, naming what was waited for */
export async function until(what: string, holds: () => Promise<boolean>, forMs = 240_000): Promise<void> {
  const givenUpAt = Date.now() + forMs;
  while (!(await insist(holds))) {
    if (Date.now() > givenUpAt) throw new Error(`waited in vain for: ${what}`);
    await pause(200);
  }
}

/** Services and data, without processes of the service. @param log gets a line for whatever ends or starts again */
export async function openWorld(log: (line: string) => void): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-faults-'));
  const services = await startServices({ dataDir, log });
  const ports = [await freePort(), await freePort()];
  const webUrls = ports.map((port) => `http://127.0.0.1:${port}`);
  const settings = {
    NODE_ENV: 'test',
    MONGODB_URI: services.mongodbUri,
    REDIS_URL: services.redisUrl,
    SMTP_URL: services.smtpUrl,
    PUBLIC_URL: webUrls[0] ?? '',
    SERVER_KEY: 'fa'.repeat(32),
    LOG_LEVEL: 'warn',
    DEADLINE_SWEEP_SECONDS: '2',
    // Short enough for a run of minutes: both are waited for more than once.
    JOB_LOCK_SECONDS: '10',
    REDIS_AWAY_SECONDS: '10',
  };
  const tmp = join(dataDir, 'tmp');
  await mkdir(tmp);
  const env = { PATH: environment.PATH, HOME: environment.HOME, TMPDIR: tmp, ...settings };
  const config = readConfig(settings);
  const connection = await connectStore(services.mongodbUri);
  await applyIndexes(connection);
  await seedPeople({ connection, at: new Date() });
  const sessions = createSessions({ connection, clock: systemClock });
  const cookies = new Map<Who, string>();
  for (const who of Object.keys(PEOPLE) as Who[]) {
    const { token } = await sessions.open(PEOPLE[who], 'fault tests');
    cookies.set(who, `${sessionCookie(config.PUBLIC_URL).name}=${token}`);
  }
  const webs: Supervised[] = [];
  const workers: Supervised[] = [];
  const worker = entryPoint('workers/all.ts');
  const web = entryPoint('src/app/web.ts');
  if (worker === null || web === null) throw new Error('The entry points of web and worker are missing.');
  for (const [n, port] of ports.entries()) {
    const own = { entry: web, env: { ...env, PORT: String(port) }, dataDir: join(dataDir, `web-${n}`), log };
    webs.push(await startWeb(own, `${webUrls[n]}/readyz`));
  }
  return {
    services,
    env,
    config,
    tmp,
    collections: collectionsOf(connection),
    webUrls,
    cookies,
    webs,
    workers,
    async loggedErrors() {
      const logs = await Promise.all(
        ports.map((_, n) => readFile(join(dataDir, `web-${n}`, 'logs', 'web.log'), 'utf8')),
      );
      const failed = logs.flatMap((log) => log.split('\n')).filter((line) => line.includes('"request failed"'));
      const kinds = failed.map((line) => /"err":\{"type":"[^"]*","message":"[^"]{0,160}/.exec(line)?.[0] ?? line);
      return [...new Set(kinds)];
    },
    async addWorker() {
      workers.push(await startWorker({ entry: worker, env, dataDir: join(dataDir, `worker-${workers.length}`), log }));
    },
    async stop() {
      await Promise.all([...webs, ...workers].map((part) => part.stop()));
      await connection.close();
      await services.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The mails that the catcher has received, as often as it received them. */
export async function receivedMails({ services }: World): Promise<{ messageId: string; to: string[] }[]> {
  const response = await insist(() => fetch(`${services.mailCatcherUrl}/api/mails`));
  return (await response.json()) as { messageId: string; to: string[] }[];
}
