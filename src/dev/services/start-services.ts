import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Log } from './cache-folder.ts';
import { claim } from './claim.ts';
import { startMailCatcher } from './mail-catcher/start-mail-catcher.ts';
import { portsOf } from './ports.ts';
import { startRedis } from './redis.ts';
import { startStore } from './store.ts';
import type { Supervised } from './supervise.ts';

export type ServiceName = 'store' | 'redis' | 'mail';

/** Addresses already given in the environment: those services are used as they are and neither started nor stopped. */
type GivenServices = { readonly mongodbUri?: string; readonly redisUrl?: string; readonly smtpUrl?: string };

export type ServicesWanted = {
  /** Folder for data, logs and remembered ports; one start at a time may use it. */
  readonly dataDir: string;
  readonly log: Log;
  readonly want?: readonly ServiceName[];
  readonly given?: GivenServices;
};

export type Services = {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly smtpUrl: string;
  /** The mail catcher's page, null where SMTP_URL names another server. */
  readonly mailCatcherUrl: string | null;
  /** The store's name for people and benchmarks; empty when no store was wanted. */
  readonly storeName: string;
  /** The processes started, for those who watch or disturb them. */
  readonly parts: readonly Supervised[];
  /** Publishes what a second start in the same data folder gets. */
  readonly publish: (what: unknown) => void;
  /** Stops everything that was started; resolves when no process is left. */
  readonly stop: () => Promise<void>;
};

/** Another process already runs on the data folder: `about` is what it publishes about itself. */
export class AlreadyRunning extends Error {
  readonly about: unknown;
  constructor(dataDir: string, about: unknown) {
    super(`Tjenesterne kører allerede på ${dataDir}.`);
    this.name = 'AlreadyRunning';
    this.about = about;
  }
}

type Started = { readonly parts: readonly Supervised[]; readonly found: Partial<Services> };

const NOTHING: Started = { parts: [], found: {} };

/** Backwards: what was started last leans on what was started before it (the wire protocol on its database). */
const stopInTurn = async (parts: readonly Supervised[]): Promise<void> => {
  for (const part of [...parts].reverse()) await part.stop();
};

/**
 * Finds or starts the store, Redis and the mail catcher (order of search: design § 9).
 * @returns their addresses, once all of them answer; they are kept running until `stop`
 * @throws AlreadyRunning when another process holds the data folder; SetupError when something must be installed first
 */
export const startServices = async (wanted: ServicesWanted): Promise<Services> => {
  const { log, given = {}, want = ['store', 'redis', 'mail'] } = wanted;
  await mkdir(resolve(wanted.dataDir), { recursive: true });
  const dataDir = await realpath(resolve(wanted.dataDir));
  const held = await claim(`data ${dataDir}`, { pid: process.pid });
  if ('heldBy' in held) throw new AlreadyRunning(dataDir, held.heldBy);

  const ports = await portsOf(dataDir);
  const store = async (): Promise<Started> => {
    if (!want.includes('store')) return NOTHING;
    const started = await startStore(dataDir, ports, given.mongodbUri, log);
    return { parts: started.parts, found: { mongodbUri: started.uri, storeName: started.name } };
  };
  const redis = async (): Promise<Started> => {
    if (!want.includes('redis')) return NOTHING;
    if (given.redisUrl !== undefined) return { parts: [], found: { redisUrl: given.redisUrl } };
    const started = await startRedis(dataDir, ports, log);
    return { parts: [started.part], found: { redisUrl: started.url } };
  };
  const mail = async (): Promise<Started> => {
    if (!want.includes('mail')) return NOTHING;
    if (given.smtpUrl !== undefined) return { parts: [], found: { smtpUrl: given.smtpUrl } };
    const started = await startMailCatcher(dataDir, ports, log);
    return { parts: [started.part], found: { smtpUrl: started.smtpUrl, mailCatcherUrl: started.webUrl } };
  };

  const results = await Promise.allSettled([store(), redis(), mail()]);
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const parts = started.flatMap((one) => one.parts);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((one) => stopInTurn(one.parts)));
    await held.claim.release();
  };
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    mongodbUri: '',
    redisUrl: '',
    smtpUrl: '',
    mailCatcherUrl: null,
    storeName: '',
    ...Object.assign({}, ...started.map((one) => one.found)),
    parts,
    publish: held.claim.publish,
    stop,
  };
};
