/**
 * `npm start`: the embedded services, the indexes, the web process and the workers, with demo data; Ctrl-C stops all of it and
 * keeps the data. `--data FOLDER` puts the data elsewhere than in the checkout's `.sagsgang`.
 */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { readConfigOrExit } from '#src/config.ts';
import { appEnvironment, given } from '#src/dev/services/app-environment.ts';
import { entryPoint, startWeb, startWorker } from '#src/dev/services/app-processes.ts';
import { run } from '#src/dev/services/child.ts';
import { isFree, portsOf } from '#src/dev/services/ports.ts';
import { serverKeyOf } from '#src/dev/services/server-key.ts';
import { SetupError } from '#src/dev/services/setup-error.ts';
import { AlreadyRunning, type Services, startServices } from '#src/dev/services/start-services.ts';
import type { Supervised } from '#src/dev/services/supervise.ts';
import { ensureTools, installConverters, tools } from '#src/dev/services/system-packages.ts';
import { createEnding } from './ending.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const running = z.object({ web: z.string(), mails: z.string().nullable() });

/** A clear line for the second of two starts in one checkout. */
const alreadyRunningLine = (about: unknown): string => {
  const where = running.safeParse(about);
  if (!where.success) return 'Sagsgang er allerede ved at starte i denne mappe.';
  const mails = where.data.mails === null ? '' : ` (mails: ${where.data.mails})`;
  return `Sagsgang kører allerede i denne mappe: ${where.data.web}${mails}.`;
};

/** Placeholders for what is found later: the settings that are there are checked before anything is started. */
const checkSettings = (): void => {
  const later = { mongodbUri: 'mongodb://later', redisUrl: 'redis://later', smtpUrl: 'smtp://later' };
  readConfigOrExit(appEnvironment('0'.repeat(64), Number(given('PORT') ?? 0), later));
};

/** The port asked for; otherwise last time's, 3000, or whatever is free. */
const webPort = async (dataDir: string): Promise<number> => {
  const asked = Number(given('PORT') ?? 0);
  if (asked === 0) return (await portsOf(dataDir)).take('web', 3000);
  // Otherwise whoever has the port would be taken for the web process that could not get it.
  if (!(await isFree(asked))) throw new SetupError(`Port ${asked} er optaget: vælg en anden med PORT.`);
  return asked;
};

/**
 * Demo data for an empty database. A mark stands in the data folder while it is being put in: interrupted halfway, it is gone on
 * with at the next start.
 */
const seed = async (env: NodeJS.ProcessEnv, dataDir: string, empty: boolean): Promise<void> => {
  const script = entryPoint('src/dev/demo/seed.ts');
  const mark = join(dataDir, 'demo-data-unfinished');
  if (script === null || env.DEMO !== '1' || !(empty || existsSync(mark))) return;
  say('Lægger demodata ind …');
  await writeFile(mark, '');
  const seeded = await run({ file: process.execPath, args: [script], env });
  if (seeded.code !== 0) throw new Error(`demodata kunne ikke lægges ind: ${seeded.output.trim().slice(-500)}`);
  await rm(mark);
};

/** @returns whether the database is empty */
const prepareDatabase = async (uri: string): Promise<boolean> => {
  const [{ connectStore }, { applyIndexes }, { transitionModel }, { collectionsOf }, , rebuild] = await storeModules;
  const connection = await connectStore(uri);
  try {
    await applyIndexes(connection);
    const collections = collectionsOf(connection);
    if (await rebuild.hasOlderRows(collections)) {
      say('Genopbygger lister fra en tidligere version …');
      await rebuild.rebuildProjections(collections);
    }
    return (await transitionModel(connection).exists({})) === null;
  } finally {
    await connection.close();
  }
};
/** What was attached before its converter was installed is tried once more. */
const convertAgain = async (uri: string): Promise<void> => {
  const [{ connectStore }, , , { collectionsOf }, { wantedNow }] = await storeModules;
  const connection = await connectStore(uri);
  try {
    const { renditions } = collectionsOf(connection);
    await renditions.updateMany({ state: 'failed', 'failure.rule': 'converter-missing' }, { $set: wantedNow() });
  } finally {
    await connection.close();
  }
};
/** Loaded while the services start. */
const storeModules = Promise.all([
  import('#src/store/connect.ts'),
  import('#src/indexes.ts'),
  import('#src/store/models/transition.ts'),
  import('#src/store/collections.ts'),
  import('#src/store/work.ts'),
  import('#src/store/rebuild.ts'),
]);

/** What has been started so far, and is to be stopped. */
type Started = { readonly processes: Supervised[]; services: Services | null };

const stopAll = async ({ processes, services }: Started): Promise<void> => {
  await Promise.all(processes.map((each) => each.stop()));
  await services?.stop();
};

const start = async (started: Started, dataDir: string): Promise<void> => {
  checkSettings();
  say('Starter Sagsgang …');
  // Without them no PDF can be judged, and none is taken or prepared.
  await ensureTools([tools.qpdf, tools.poppler], say);
  const services = await startServices({
    dataDir,
    log: say,
    given: { mongodbUri: given('MONGODB_URI'), redisUrl: given('REDIS_URL'), smtpUrl: given('SMTP_URL') },
  });
  started.services = services;
  const port = await webPort(dataDir);
  const env = appEnvironment(await serverKeyOf(dataDir), port, services);
  const url = env.PUBLIC_URL ?? '';
  const empty = await prepareDatabase(services.mongodbUri);
  const [web, worker] = [entryPoint('src/app/web.ts'), entryPoint('workers/all.ts')];
  const keep = async (starting: Promise<Supervised>): Promise<void> => {
    started.processes.push(await starting);
  };
  await Promise.all([
    web === null
      ? undefined
      : keep(startWeb({ entry: web, env, dataDir, log: say }, `http://${env.HOST}:${port}/readyz`)),
    worker === null ? undefined : keep(startWorker({ entry: worker, env, dataDir, log: say })),
  ]);
  await seed(env, dataDir, empty);
  services.publish({ web: url, mails: services.mailCatcherUrl, store: services.mongodbUri });
  say('');
  say('Sagsgang kører.');
  say(`  Sider:       ${url}`);
  if (services.mailCatcherUrl !== null) say(`  Mails:       ${services.mailCatcherUrl} (alt, hvad systemet sender)`);
  say(`  Lager:       ${services.storeName}`);
  say(`  Data og log: ${dataDir}`);
  say('Stop med Ctrl-C; data bevares.');
  await installConverters(say);
  await convertAgain(services.mongodbUri);
};

// A reader that goes away (`npm start | head`) ends the lines, not the service; a closed terminal says so with SIGHUP.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const dataDir = resolve(values.data ?? join(ROOT, '.sagsgang'));
  const started: Started = { processes: [], services: null };
  const ending = createEnding(
    () => stopAll(started),
    () => {
      say('Stopper …');
      return 0;
    },
  );
  try {
    await start(started, dataDir);
  } catch (error) {
    if (ending.hasBegun()) return;
    if (error instanceof AlreadyRunning) process.stderr.write(`${alreadyRunningLine(error.about)}\n`);
    else if (error instanceof SetupError) process.stderr.write(`${error.message}\n`);
    else
      process.stderr.write(`Sagsgang kunne ikke starte: ${error instanceof Error ? error.message : String(error)}\n`);
    ending.end(1);
  }
};

await main();
