/**
 * Whether this machine's clock can be right. Deadlines, times of receipt and the order of the record rest on it: of two processes that
 * are days apart one writes a record that the other would continue in its past.
 */
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { Refusal } from '#src/errors.ts';
import { databaseOf } from './connect.ts';

/** So far a machine may differ from the store's, in milliseconds: clocks that are set over the network differ by a few. */
const MOST_APART_MS = 60_000;

const Hello = z.object({ localTime: z.date() });

/**
 * Asks the store what time it is, which all processes share.
 * @param wall milliseconds of this machine's clock
 * @throws Refusal `clock-wrong` (503) with `aheadSeconds`, where they are over a minute apart, whichever of them is wrong
 */
export async function assertClockAgrees(connection: Connection, wall: () => number = Date.now): Promise<void> {
  const before = wall();
  const { localTime } = Hello.parse(await databaseOf(connection).command({ hello: 1 }));
  // It was read at some time between the question and the answer.
  const apart = (before + wall()) / 2 - localTime.getTime();
  if (Math.abs(apart) > MOST_APART_MS)
    throw new Refusal('clock-wrong', 503, { aheadSeconds: Math.round(apart / 1000) });
}

/** So far one process' clock may be behind another's without a word, in milliseconds. */
const MOST_BEHIND_MS = 10_000;

/**
 * When a transition is recorded: never before the one that it follows.
 * @param last when that one was; undefined for the first of a stream
 * @returns `now`, or `last` where clocks differ a little
 * @throws Refusal `clock-behind` (503) where they differ by more
 */
export function notBefore(now: Date, last: string | undefined): Date {
  if (last === undefined || now.toISOString() >= last) return now;
  const behind = Date.parse(last) - now.getTime();
  if (behind > MOST_BEHIND_MS) throw new Refusal('clock-behind', 503, { behindSeconds: Math.ceil(behind / 1000) });
  return new Date(last);
}
