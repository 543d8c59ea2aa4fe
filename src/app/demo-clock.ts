/** The demo's clock: one document that only the driver moves. Where it has never been set, time is the real one. */
import type { Connection } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import { databaseOf } from '#src/store/connect.ts';

interface ClockDocument {
  _id: 'demo';
  at: Date;
}

const clockOf = (connection: Connection) => databaseOf(connection).collection<ClockDocument>('clock');

/** Every command and job of every process reads the same document. */
export const demoClock = (connection: Connection): Clock => ({
  now: async () => (await clockOf(connection).findOne({ _id: 'demo' }))?.at ?? new Date(),
});

/** Moves the clock. Time does not run backwards. @throws RangeError for an earlier instant than the one that stands */
export async function setDemoClock(connection: Connection, at: Date): Promise<void> {
  const stands = (await clockOf(connection).findOne({ _id: 'demo' }))?.at;
  if (stands !== undefined && at < stands)
    throw new RangeError(`The demo's clock already stands at ${stands.toISOString()}.`);
  await clockOf(connection).updateOne({ _id: 'demo' }, { $set: { at } }, { upsert: true });
}
