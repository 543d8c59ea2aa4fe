/** How often codes may be asked for and guessed at. Counted in the store, so that all web processes count together. */
import { type Connection, trusted } from 'mongoose';
import type { Config } from '#src/config.ts';
import { Refusal } from '#src/errors.ts';
import { limitModel } from './models.ts';

interface Limit {
  /** How many times… */
  times: number;
  /** …in how many seconds. The windows lie one after the other on the wall clock. */
  seconds: number;
}

export interface LimitSettings {
  /** Codes for one address in a short while. */
  perAddress: Limit;
  /** Codes for one address in a day: with five tries each, this bounds what can be guessed at. */
  perAddressDaily: Limit;
  /** Codes asked for from one IP address and not used since. A town hall may share one: who gets in is not counted any more. */
  perIp: Limit;
  /** Wrong codes from one IP address, but for those before a right one. */
  wrongPerIp: Limit;
}

export const DEFAULT_LIMITS: LimitSettings = {
  perAddress: { times: 5, seconds: 15 * 60 },
  perAddressDaily: { times: 30, seconds: 24 * 3_600 },
  perIp: { times: 120, seconds: 15 * 60 },
  wrongPerIp: { times: 60, seconds: 15 * 60 },
};

/** For the demo, where one machine and a few made-up people sign in all day long. */
export const DEMO_LIMITS: LimitSettings = {
  perAddress: { times: 10_000, seconds: 15 * 60 },
  perAddressDaily: { times: 100_000, seconds: 24 * 3_600 },
  perIp: { times: 100_000, seconds: 15 * 60 },
  wrongPerIp: { times: 1_000, seconds: 15 * 60 },
};

export interface RateLimits {
  /** Counts a request for a code. @throws Refusal `sign-in-too-often` (429) with `retryAfterSeconds` */
  countRequest(addressKey: string, ip: string): Promise<void>;
  /** Refuses an IP address that has been wrong too often. @throws Refusal `sign-in-too-often` (429) */
  checkIp(ip: string): Promise<void>;
  /** Counts a wrong code. */
  countWrong(ip: string): Promise<void>;
  /** A right code was brought after so many wrong ones: neither its asking nor they count against the IP address any more. */
  countRight(ip: string, wrongBefore: number): Promise<void>;
}

/** The limits on mailed codes where the service runs as it is set up. */
export const codeLimits = ({
  connection,
  config,
}: {
  connection: Connection;
  config: Pick<Config, 'DEMO'>;
}): RateLimits => createSignInLimits(connection, config.DEMO ? DEMO_LIMITS : DEFAULT_LIMITS);

/**
 * The limits on signing in. A row counts one key in one window of time and has both in its `_id`. It is made first and counted
 * on afterwards: an upsert that counts would answer with the wrong number on some engines when several make the row at once.
 * @param wall milliseconds of the wall clock: somebody who guesses does not follow the demo's clock
 */
export function createSignInLimits(
  connection: Connection,
  settings: LimitSettings = DEFAULT_LIMITS,
  wall: () => number = Date.now,
): RateLimits {
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

  async function add(key: string, limit: Limit): Promise<{ count: number; endsAt: Date }> {
    const { _id, endsAt } = windowOf(key, limit);
    let row = await increment(_id);
    if (!row) {
      await rows.updateOne({ _id }, { $setOnInsert: { count: 0, purgeAt: endsAt } }, { upsert: true });
      row = await increment(_id);
    }
    return { count: row?.count ?? 1, endsAt };
  }

  const tooOften = (until: Date) =>
    new Refusal('sign-in-too-often', 429, {
      retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - wall()) / 1000)),
    });

  /** What was counted in the present window, and no more than that, is taken back. */
  async function takeBack(key: string, limit: Limit, times: number): Promise<void> {
    if (times === 0) return;
    const { _id } = windowOf(key, limit);
    await rows.updateOne({ _id, count: trusted({ $gte: times }) }, { $inc: { count: -times } });
  }

  async function count(key: string, limit: Limit): Promise<void> {
    const after = await add(key, limit);
    if (after.count > limit.times) throw tooOften(after.endsAt);
  }

  return {
    async countRequest(addressKey, ip) {
      await count(`ip ${ip}`, settings.perIp);
      await count(`address ${addressKey}`, settings.perAddress);
      await count(`address-daily ${addressKey}`, settings.perAddressDaily);
    },
    async checkIp(ip) {
      const { _id, endsAt } = windowOf(`wrong ${ip}`, settings.wrongPerIp);
      const row = await rows.findById(_id).lean().exec();
      if (row && row.count >= settings.wrongPerIp.times) throw tooOften(endsAt);
    },
    async countWrong(ip) {
      await add(`wrong ${ip}`, settings.wrongPerIp);
    },
    async countRight(ip, wrongBefore) {
      await takeBack(`ip ${ip}`, settings.perIp, 1);
      await takeBack(`wrong ${ip}`, settings.wrongPerIp, wrongBefore);
    },
  };
}
