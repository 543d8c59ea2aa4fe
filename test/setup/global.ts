import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServices } from '#src/dev/services/start-services.ts';

/** Where the services of this test run are. */
export type TestServices = {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly smtpUrl: string;
  readonly mailCatcherUrl: string | null;
  readonly storeName: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    services: TestServices;
  }
}

/**
 * Real services for one test run, in a temporary data folder of its own, so that two runs at once do not meet. Addresses in the
 * environment go first: that is how the same tests are run against another store.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-test-'));
  const { MONGODB_URI, REDIS_URL, SMTP_URL } = process.env;
  const services = await startServices({
    dataDir,
    log: (line) => console.error(line),
    given: { mongodbUri: MONGODB_URI, redisUrl: REDIS_URL, smtpUrl: SMTP_URL },
  });
  const { mongodbUri, redisUrl, smtpUrl, mailCatcherUrl, storeName } = services;
  project.provide('services', { mongodbUri, redisUrl, smtpUrl, mailCatcherUrl, storeName });
  return async () => {
    await services.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
};
