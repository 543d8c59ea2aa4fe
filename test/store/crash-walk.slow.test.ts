/** Random walks of the three machines through the store, with a crash between any two steps: the end is the same as without. */

import fc from 'fast-check';
import { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MachineEvent, type MachineName, machines } from '#machines/run.ts';
import { isRefusal } from '#src/errors.ts';
import type { Collections } from '#src/store/collections.ts';
import { hearingEvents, itemEvents, meetingEvents } from '../machines/any-events.ts';
import { drive } from '../machines/drive.ts';
import { openStore, type Process, type Store } from './processes.ts';

let calm: Store;
let stormy: Store;
beforeAll(async () => {
  calm = await openStore();
  stormy = await openStore();
});
afterAll(async () => {
  await calm.close();
  await stormy.close();
});

class Crash extends Error {}

/** The store as a process sees it that dies at its n-th access: before it, or after it with the answer lost. 0 is never. */
function dyingAt(n: number, after: boolean): (collections: Collections) => Collections {
  let count = 0;
  let dead = false;
  const call = (name: PropertyKey, real: (...args: unknown[]) => unknown, args: unknown[]): unknown => {
    if (dead) throw new Crash();
    count += 1;
    dead = count === n;
    if (!dead) return real(...args);
    // A query asks nothing before it is awaited, and reading changes nothing.
    if (!after || name === 'find' || name === 'findOne') throw new Crash();
    return Promise.resolve(real(...args)).then(() => Promise.reject(new Crash()));
  };
  const dying = <T extends object>(collection: T): T =>
    new Proxy(collection, {
      get(target, name) {
        const real = Reflect.get(target, name);
        // The driver's collection below a model is the same store.
        if (name === 'collection') return dying(real as object);
        return typeof real === 'function' ? (...args: unknown[]) => call(name, real.bind(target), args) : real;
      },
    });
  return (collections) =>
    Object.fromEntries(
      Object.entries(collections).map(([name, each]) => [name, dying(each)]),
    ) as unknown as Collections;
}

interface Move {
  choice: number;
  n: number;
  crashAt: number;
  after: boolean;
}

const START = Date.parse('2023-11-20T08:00:00Z');
const clockAt = (move: number) => ({ now: async () => new Date(START + move * 60_000) });
const BIRTHS = {
  'agenda-item': (stream: string) => ({ type: 'create', item: stream, itemType: 'decision', owner: 'person-1' }),
  meeting: (stream: string) => ({
    type: 'plan',
    meeting: stream,
    organ: 'OEK',
    date: '2023-12-05',
    startsAt: '15:00',
    signing: 'participants',
  }),
  hearing: (stream: string) => ({
    type: 'plan',
    hearing: stream,
    item: 'item-1',
    step: 'elders',
    hearingType: 'general',
    openTo: 'invited',
    version: 'a'.repeat(64),
    answersPublic: false,
  }),
} as unknown as Record<MachineName, (stream: string) => MachineEvent>;
const EVENTS = { 'agenda-item': itemEvents, meeting: meetingEvents, hearing: hearingEvents } as unknown as Record<
  MachineName,
  (driver: unknown, n: number) => MachineEvent[]
>;

const isFromPeople = (name: MachineName, event: MachineEvent) => machines[name].fromPeople.safeParse(event).success;

/** One event, committed and carried on: by a process that may die on the way, and then by another that starts from the store. */
async function make(
  store: Store,
  stream: string,
  event: MachineEvent,
  name: MachineName,
  move: number,
  crash: Move | null,
) {
  const isBirth = move === 0;
  const run = async (process: Process) => {
    const origin = isBirth ? 'birth' : isFromPeople(name, event) ? 'people' : 'system';
    const outcome = await process.send(stream, event, { origin, cause: `move-${move}` }).catch((error: unknown) => {
      if (isRefusal(error) && error.status < 500) return error.code;
      throw error;
    });
    await process.relay.sweep(0);
    await process.relay.flush();
    return typeof outcome === 'string' ? outcome : 'accepted';
  };
  const clock = clockAt(move);
  const first = await store.startProcess({ clock, through: crash ? dyingAt(crash.crashAt, crash.after) : undefined });
  const answered = await run(first).catch(() => 'died');
  await first.connection.close();
  if (crash === null) return answered;
  const second = await store.startProcess({ clock });
  const again = await run(second);
  await second.connection.close();
  return again;
}

/** Everything the store holds of a stream, but for which process had what in its hands. */
async function all({ collections }: Store, stream: string) {
  const ofStream = { _id: trusted({ $gt: `${stream}-`, $lt: `${stream}.~` }) } as never;
  const { transitions, items, meetings, hearings, deliveries, deadlines } = collections;
  const rows = [
    await transitions.find({ stream }).sort({ seq: 1 }).lean(),
    await items.findOne({ _id: stream }).lean(),
    await meetings.findOne({ _id: stream }).lean(),
    await hearings.findOne({ _id: stream }).lean(),
    (await deliveries.find({ stream }).sort({ _id: 1 }).lean()).map(({ _id, state }) => ({ _id, state })),
    await deadlines.find(ofStream).sort({ _id: 1 }).lean(),
  ];
  return JSON.parse(JSON.stringify(rows));
}

describe('a walk with crashes between any two steps', () => {
  let walks = 0;
  const move = fc.record({
    choice: fc.nat(40),
    n: fc.nat(90),
    crashAt: fc.integer({ min: 1, max: 9 }),
    after: fc.boolean(),
  });
  const endsTheSame = (name: MachineName) =>
    fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 10, size: 'max' }), async (moves) => {
        walks += 1;
        const stream = `${name === 'agenda-item' ? 'item' : name}-walk-${walks}`;
        const birth = BIRTHS[name](stream);
        const driver = drive(name, { birth });
        for (const [index, each] of [null, ...moves].entries()) {
          const possible = each === null ? [birth] : EVENTS[name](driver, each.n + 1);
          const event = possible[(each?.choice ?? 0) % possible.length] as MachineEvent;
          if (each !== null) driver.attempt(event);
          const answers = [
            await make(calm, stream, event, name, index, null),
            await make(stormy, stream, event, name, index, each ?? { choice: 0, n: 0, crashAt: 2, after: false }),
          ];
          expect(answers[1]).toBe(answers[0]);
        }
        const [without, withCrashes] = [await all(calm, stream), await all(stormy, stream)];
        expect(withCrashes).toEqual(without);
        expect(without[0].at(-1).state).toEqual(driver.state());
      }),
      { numRuns: 8 },
    );

  it.each(['agenda-item', 'meeting', 'hearing'] as const)(
    'of %s ends in the same state as without',
    endsTheSame,
    120_000,
  );
});
