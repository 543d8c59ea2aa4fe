/** The one list of indexes: applied by `npm run indexes` and `npm start`, checked at every start. */

import type { Connection } from 'mongoose';
import { authIndexes } from '#src/auth/indexes.ts';
import { peopleIndexes } from '#src/people/indexes.ts';
import type { IndexSpec } from './index-spec.ts';

/**
 * Few on purpose: every commit pays for them. A stream's transitions and its effects need none, because they are ranges of the
 * primary key.
 */
const coreIndexes: IndexSpec[] = [
  {
    collection: 'transitions',
    key: { pending: 1 },
    options: { partialFilterExpression: { pending: { $exists: true } } },
    why: 'what the relay has not carried yet: small however long the history is',
  },
  { collection: 'deliveries', key: { state: 1, availableAt: 1 }, why: 'what is due, what has failed' },
  {
    collection: 'deadlines',
    key: { dueAt: 1 },
    options: { partialFilterExpression: { state: 'pending' } },
    why: 'what is due, and what comes next; the many that are past are not in it',
  },
  {
    collection: 'deadlines',
    key: { closedAt: -1 },
    options: { partialFilterExpression: { notable: true } },
    why: 'what was told late or refused by a rule: few of many',
  },
  { collection: 'hearings', key: { item: 1 }, why: "an item's hearings" },
  { collection: 'items', key: { owner: 1 }, why: "an officer's own items" },
  {
    collection: 'items',
    key: { state: 1, at: 1 },
    why: 'what waits for an office or an organ; what is stuck, longest first',
  },
  { collection: 'items', key: { at: -1, _id: -1 }, why: 'the list of items, newest first' },
  { collection: 'meetings', key: { organ: 1, date: 1 }, why: "an organ's meetings" },
  { collection: 'meetings', key: { date: -1, _id: -1 }, why: 'the list of meetings' },
  {
    collection: 'fileBytes.chunks',
    key: { files_id: 1, n: 1 },
    options: { unique: true },
    why: "a file's bytes in their order; the driver would make it at the first upload",
  },
];

export const indexes: readonly IndexSpec[] = [...coreIndexes, ...peopleIndexes, ...authIndexes];

/** Makes every index of the list that is missing; existing ones are left as they are. @returns how many are in place */
export async function applyIndexes(connection: Connection): Promise<number> {
  for (const { collection, key, options } of indexes) {
    await connection.collection(collection).createIndex(key, options ?? {});
  }
  return indexes.length;
}

/**
 * Looks for the list's unique indexes, without which promises would be broken silently.
 * @returns the missing ones as "collection (fields)"
 */
export async function missingUniqueIndexes(connection: Connection): Promise<string[]> {
  const missing: string[] = [];
  for (const { collection, key, options } of indexes) {
    if (options?.unique !== true) continue;
    const wanted = JSON.stringify(key);
    const present = await connection
      .collection(collection)
      .indexes()
      .catch(() => []);
    if (!present.some((index) => index.unique === true && JSON.stringify(index.key) === wanted)) {
      missing.push(`${collection} (${Object.keys(key).join(', ')})`);
    }
  }
  return missing;
}
