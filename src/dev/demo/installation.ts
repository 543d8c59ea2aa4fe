/** The demo's own installation: services in a data folder of its own, and the ordinary web and worker processes on them. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, readConfig } from '#src/config.ts';
import { applyIndexes } from '#src/indexes.ts';
import { unclaimed } from '#src/store/claim.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { connectStore } from '#src/store/connect.ts';
import { workRows } from '#src/store/work.ts';
import { given } from '../services/app-environment.ts';
import { entryPoint, startWeb, startWorker } from '../services/app-processes.ts';
import { environment } from '../services/environment.ts';
import { portsOf } from '../services/ports.ts';
import { serverKeyOf } from '../services/server-key.ts';
import { type Services, startServices } from '../services/start-services.ts';
import type { Supervised } from '../services/supervise.ts';
import { ensureTools, installConverters, tools } from '../services/system-packages.ts';
import { writeFileAtomic } from '../services/write-file-atomic.ts';
import { seedPeople } from './people.ts';

export interface Installation {
  /** The address of the pages and the API. */
  origin: string;
  catcherUrl: string;
  driverKey: string;
  storeName: string;
  stop(): Promise<void>;
}

type Log = (line: string) => void;

/** A name for this run's database and queue where the store or Redis is shared; it lives and dies with the data folder. */
async function runNameOf(dataDir: string): Promise<string> {
  const file = join(dataDir, 'run-name');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (/^demo-[0-9a-f]{12}$/.test(kept.trim())) return kept.trim();
  const name = `demo-${randomBytes(6).toString('hex')}`;
  await writeFileAtomic(file, `${name}\n`);
  return name;
}

/** The same server, another database: what the environment names may hold somebody's data. */
const databaseOn = (server: string, name: string): string =>
  server.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);

/** Settings of the demo's processes. Whatever the environment says of a real installation is overruled, but for NODE_ENV. */
function settings(found: {
  services: Pick<Services, 'mongodbUri' | 'redisUrl' | 'smtpUrl'> & { mailCatcherUrl: string };
  runName: string;
  serverKey: string;
  driverKey: string;
  port: number;
}): NodeJS.ProcessEnv {
  const { services, runName, serverKey, driverKey, port } = found;
  return {
    ...environment,
    MONGODB_URI: services.mongodbUri,
    REDIS_URL: services.redisUrl,
    SMTP_URL: services.smtpUrl,
    MAIL_CATCHER_URL: services.mailCatcherUrl,
    QUEUE_PREFIX: runName,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SERVER_KEY: serverKey,
    DEMO: '1',
    DEMO_DRIVER_KEY: driverKey,
    MUNICIPALITY: 'Norddjurs Kommune (demo)',
    MAIL_FROM: 'Sagsgang <sagsgang@norddjurs.example>',
    MAIL_DOMAIN: 'norddjurs.example',
    LOG_LEVEL: 'info',
    TRUST_PROXY: '0',
  };
}

/** Refuses before anything is started where the demo may not run. @throws ConfigError in production */
export function checkDemoAllowed(): Config {
  const key = '0'.repeat(64);
  const services = {
    mongodbUri: 'mongodb://later',
    redisUrl: 'redis://later',
    smtpUrl: 'smtp://later',
    mailCatcherUrl: 'http://later',
  };
  return readConfig(settings({ services, runName: 'later', serverKey: key, driverKey: key, port: 1 }));
}

/**
 * Indexes and people. A run that was killed may have left work claimed by processes that died with it: nobody else works on
 * this database, so it is free to be claimed at once instead of when the claim expires.
 */
async function prepareStore(uri: string, at: Date): Promise<void> {
  const connection = await connectStore(uri);
  try {
    await applyIndexes(connection);
    await seedPeople({ connection, at });
    const { deliveries, leases, renditions, editions, prints } = collectionsOf(connection);
    await deliveries.updateMany({ state: 'open' }, { $set: { ...unclaimed(), availableAt: new Date(0) } });
    for (const rows of [workRows(renditions), workRows(editions), workRows(prints)]) {
      await rows.updateMany({ state: 'wanted' }, { $set: unclaimed() });
    }
    await leases.deleteMany({});
  } finally {
    await connection.close();
  }
}

/**
 * Starts everything and waits until it answers. All of it dies with this process, whatever ends it.
 * @param seededAt what the demo's people say about when they were entered
 * @throws AlreadyRunning when another run holds the data folder; SetupError when something must be installed first
 */
export async function startInstallation(dataDir: string, seededAt: Date, log: Log): Promise<Installation> {
  const runName = await runNameOf(dataDir);
  // Without them no PDF can be judged, and none is taken or prepared.
  await ensureTools([tools.qpdf, tools.poppler], log);
  await installConverters(log);
  // The mail catcher is always our own: people's mails are read from it.
  const services = await startServices({
    dataDir,
    log,
    given: { mongodbUri: given('MONGODB_URI'), redisUrl: given('REDIS_URL') },
  });
  const parts: Supervised[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.stop()));
    await services.stop();
  };
  try {
    const mongodbUri = given('MONGODB_URI') ? databaseOn(services.mongodbUri, runName) : services.mongodbUri;
    const mailCatcherUrl = services.mailCatcherUrl ?? '';
    const port = await (await portsOf(dataDir)).take('web');
    const driverKey = randomBytes(32).toString('hex');
    const env = settings({
      services: { ...services, mongodbUri, mailCatcherUrl },
      runName,
      serverKey: await serverKeyOf(dataDir),
      driverKey,
      port,
    });
    const origin = `http://127.0.0.1:${port}`;
    await prepareStore(mongodbUri, seededAt);
    const started = await Promise.allSettled([
      startWeb({ entry: needed('src/app/web.ts'), env, dataDir, log }, `${origin}/readyz`),
      startWorker({ entry: needed('workers/all.ts'), env, dataDir, log }),
    ]);
    for (const one of started) if (one.status === 'fulfilled') parts.push(one.value);
    for (const one of started) if (one.status === 'rejected') throw one.reason;
    services.publish({ web: origin, mails: mailCatcherUrl });
    return { origin, catcherUrl: mailCatcherUrl, driverKey, storeName: services.storeName, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function needed(path: string): string {
  const found = entryPoint(path);
  if (found === null) throw new Error(`${path} mangler`);
  return found;
}
