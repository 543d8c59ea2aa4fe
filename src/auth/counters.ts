/** Counts how often something is done in windows of time. Kept in the store, so that all web processes count together. */
import { type Connection, trusted } from 'mongoose';
import { Refusal } from '#src/errors.ts';
import { limitModel } from './models.ts';

export interface Limit {
  /** How many times… */
  times: number;
  /** …in how many seconds. The windows lie one after the other on the wall clock. */
  seconds: number;
}

export const perQuarter = (times: number): Limit => ({ times, seconds: 15 * 60 });
export const perHour = (times: number): Limit => ({ times, seconds: 3_600 });
export const perDay = (times: number): Limit => ({ times, seconds: 24 * 3_600 });

/** Each counts one key in the present window of a limit. */
export interface Counters {
  /** Counts one more. @throws Refusal `rule` (429) with `retryAfterSeconds` where that is one too many */
  count(key: string, limit: Limit, rule: string): Promise<void>;
  /** Counts one more, however many they are. @returns how many they are then */
  add(key: string, limit: Limit): Promise<number>;
  /** @throws Refusal `rule` (429) with `retryAfterSeconds` where the limit has been reached */
  check(key: string, limit: Limit, rule: string): Promise<void>;
  /** What was counted in the present window, and no more than that, is taken back. */
  takeBack(key: string, limit: Limit, times: number): Promise<void>;
}

/**
 * A row counts one key in one window of time and has both in its `_id`. It is made first and counted on afterwards: an upsert that
 * counts would answer with the wrong number on some engines when several make the row at once.
 * @param wall milliseconds of the wall clock: somebody who guesses does not follow the demo's clock
 */
export function createCounters(connection: Connection, wall: () => number = Date.now): Counters {
  const rows = limitModel(connection);
  const windowOf = (key: string, { seconds }: Limit) => {
    const length = seconds * 1000;
    const number = Math.floor(wall() / length);
    return { _id: `${key} ${seconds} ${number}`, endsAt: new Date((number + 1) * length) };
  };
  const increment = (_id: string) =>
    rows
      .findOneAndUpdate({ _id }, { $inc: { count: 1 } }, { returnDocument: 'after' })
      .lean()
      .exec();

  async function counted(key: string, limit: Limit): Promise<{ count: number; endsAt: Date }> {
    const { _id, endsAt } = windowOf(key, limit);
    let row = await increment(_id);
    if (!row) {
      await rows.updateOne({ _id }, { $setOnInsert: { count: 0, purgeAt: endsAt } }, { upsert: true });
      row = await increment(_id);
    }
    return { count: row?.count ?? 1, endsAt };
  }

  const tooOften = (rule: string, until: Date) =>
    new Refusal(rule, 429, { retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - wall()) / 1000)) });

  return {
    async count(key, limit, rule) {
      const after = await counted(key, limit);
      if (after.count > limit.times) throw tooOften(rule, after.endsAt);
    },
    add: async (key, limit) => (await counted(key, limit)).count,
    async check(key, limit, rule) {
      const { _id, endsAt } = windowOf(key, limit);
      const row = await rows.findById(_id).lean().exec();
      if (row && row.count >= limit.times) throw tooOften(rule, endsAt);
    },
    async takeBack(key, limit, times) {
      if (times === 0) return;
      const { _id } = windowOf(key, limit);
      await rows.updateOne({ _id, count: trusted({ $gte: times }) }, { $inc: { count: -times } });
    },
  };
}
