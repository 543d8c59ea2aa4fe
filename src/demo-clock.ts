/**
 * The demo's clock: one document that every process reads. `npm run demo` sets it and moves it; in `npm start` it runs by itself,
 * and people may put it forward, so that a deadline can be seen to pass. Where it has never been touched, time is the real one.
 */
import type { Connection } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import type { Config } from '#src/config.ts';
import { modelOf, rowSchema } from '#src/model.ts';

interface ClockDocument {
  _id: 'demo';
  /** Where the driver has stopped it. */
  at?: Date;
  /** How far people have put it forward, in milliseconds. */
  ahead?: number;
}

const schema = rowSchema<ClockDocument>({
  _id: { type: String, required: true, enum: ['demo'] },
  at: Date,
  ahead: Number,
});
export const clockModel = modelOf('Clock', 'clock', schema);

/** Whether people may put the clock forward: in the demo, where no driver moves it. */
export const runsByItself = ({ DEMO, DEMO_DRIVER_KEY }: Pick<Config, 'DEMO' | 'DEMO_DRIVER_KEY'>): boolean =>
  DEMO && DEMO_DRIVER_KEY === undefined;

/** Every command and job of every process reads the same document. */
export const demoClock = (connection: Connection): Clock => ({
  now: async () => {
    const stands = await clockModel(connection).findOne({ _id: 'demo' }).lean();
    return stands?.at ?? new Date(Date.now() + (stands?.ahead ?? 0));
  },
});

/** Moves the clock. Time does not run backwards. @throws RangeError for an earlier instant than the one that stands */
export async function setDemoClock(connection: Connection, at: Date): Promise<void> {
  const stands = (await clockModel(connection).findOne({ _id: 'demo' }).lean())?.at;
  if (stands !== undefined && at < stands)
    throw new RangeError(`The demo's clock already stands at ${stands.toISOString()}.`);
  await clockModel(connection).updateOne({ _id: 'demo' }, { $set: { at } }, { upsert: true });
}

/** Puts the running clock forward to an instant; it runs on from there. An instant that is past already changes nothing. */
export async function putDemoClockForward(connection: Connection, to: Date): Promise<void> {
  const ahead = to.getTime() - Date.now();
  await clockModel(connection).updateOne({ _id: 'demo' }, { $max: { ahead } }, { upsert: true });
}
