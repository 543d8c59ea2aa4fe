/** The composition root: builds every part of a process once, from its configuration, and takes it down in order. */
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { createAuditLog } from '#src/audit/audit-log.ts';
import { type Clock, systemClock } from '#src/clock.ts';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { demoClock } from '#src/demo-clock.ts';
import { Refusal } from '#src/errors.ts';
import { createByteStore } from '#src/files/byte-store.ts';
import { createFileStore } from '#src/files/file-store.ts';
import { createFileScanner } from '#src/files/scan-file.ts';
import { randomIds } from '#src/ids.ts';
import { missingIndexes } from '#src/indexes.ts';
import { createLog } from '#src/log.ts';
import { createDirectory } from '#src/people/directory.ts';
import { createQueues, jobFor } from '#src/queue/queues.ts';
import { assertClockAgrees } from '#src/store/clock-check.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { createCommit } from '#src/store/commit.ts';
import { connectStore } from '#src/store/connect.ts';
import { createContents } from '#src/store/contents.ts';
import { createLocks } from '#src/store/locks.ts';
import { readHead } from '#src/store/read-stream.ts';
import { hasOlderRows } from '#src/store/rebuild.ts';
import { createRelay } from '#src/store/relay.ts';

/**
 * @returns the indexes that the store lacks and can do without
 * @throws Refusal `clock-wrong` (503) when this machine's clock differs from the store's, `indexes-missing` (503) when it lacks a unique
 *   index
 */
async function checkStore(connection: Connection): Promise<{ other: string[] }> {
  await assertClockAgrees(connection);
  const missing = await missingIndexes(connection);
  if (missing.unique.length > 0) throw new Refusal('indexes-missing', 503, { missing: missing.unique });
  return missing;
}

/**
 * Connects to the store and builds the parts. Redis need not answer.
 * @param given parts that a test or the demo brings along
 * @throws Refusal as `checkStore`; the driver's error when the store does not answer
 */
export async function createApp(config: Config, given: { clock?: Clock; log?: Logger } = {}): Promise<App> {
  const log = given.log ?? createLog(config);
  const connection = await connectStore(config.MONGODB_URI);
  const missing = await checkStore(connection).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  if (missing.other.length > 0) log.warn({ missing: missing.other }, 'indexes are missing: npm run indexes makes them');
  const collections = collectionsOf(connection);
  if (await hasOlderRows(collections)) log.warn('rows are of an older version: npm run rebuild makes them anew');
  const clock = given.clock ?? (config.DEMO ? demoClock(connection) : systemClock);
  const contents = createContents(collections);
  const queues = createQueues({ config, onError: (error) => log.debug({ err: error }, 'redis') });
  const relay = createRelay({
    collections,
    addJobs: (effects) => queues.add(effects.map(jobFor)),
    onError: (error) => log.warn({ err: error }, 'relay'),
  });
  const audit = createAuditLog({ connection, log, days: config.AUDIT_LOG_DAYS });
  const commit = createCommit({ collections, contents, clock, onCommitted: (record) => relay.took(record) });
  return {
    config,
    connection,
    log,
    relay,
    audit,
    queues,
    processId: randomUUID(),
    collections,
    contents,
    files: createFileStore({ connection, collections }),
    bytes: createByteStore(connection),
    scanFile: createFileScanner(config.CLAMD_URL),
    commit,
    holdLocks: createLocks(collections),
    clock,
    ids: randomIds,
    directory: createDirectory({ connection }),
    catchUp: (after) => relay.catchUp(after),
    readHead: (stream) => readHead(collections, stream),
    async close() {
      await audit.close();
      await relay.close();
      await queues.close();
      await connection.close();
    },
  };
}
