/** Real parts for the tests of people and sign-in: a database of one's own with the indexes made, and a clock that is set. */
import type { Connection } from 'mongoose';
import { expect } from 'vitest';
import { fixedClock } from '#src/clock.ts';
import { randomIds } from '#src/ids.ts';
import { applyIndexes } from '#src/indexes.ts';
import { createDirectory } from '#src/people/directory.ts';
import type { PeopleDeps } from '#src/people/save-row.ts';
import { connectStore } from '#src/store/connect.ts';
import { freshDatabase } from '../setup/database.ts';

export async function openStore(): Promise<{ connection: Connection; uri: string; close(): Promise<void> }> {
  const database = await freshDatabase();
  const connection = await connectStore(database.uri);
  await applyIndexes(connection);
  return {
    connection,
    uri: database.uri,
    async close() {
      await connection.close();
      await database.drop();
    },
  };
}

export function peopleDeps(connection: Connection, at = '2023-11-01T09:00:00Z') {
  const clock = fixedClock(new Date(at));
  return { connection, clock, ids: randomIds, directory: createDirectory({ connection }) } satisfies PeopleDeps;
}

export const refusedAs = (code: string) => expect.objectContaining({ name: 'Refusal', code });
