/** How often codes may be asked for and guessed at. Counted in the store, so that all web processes count together. */
import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '#src/errors.ts';

export interface Limit {
  /** How many times… */
  times: number;
  /** …in how many seconds, counted from the first. By the wall clock. */
  seconds: number;
}

export interface LimitSettings {
  /** Codes for one address in a short while. */
  perAddress: Limit;
  /** Codes for one address in a day: with five tries each, this bounds what can be guessed at. */
  perAddressDaily: Limit;
  /** Codes asked for from one IP address. A town hall may share one. */
  perIp: Limit;
  /** Wrong codes from one IP address. */
  wrongPerIp: Limit;
}

export const DEFAULT_LIMITS: LimitSettings = {
  perAddress: { times: 5, seconds: 15 * 60 },
  perAddressDaily: { times: 30, seconds: 24 * 3_600 },
  perIp: { times: 60, seconds: 15 * 60 },
  wrongPerIp: { times: 60, seconds: 15 * 60 },
};

export interface SignInLimits {
  /** Counts a request for a code. @throws Refusal `sign-in-too-often` (429) with `retryAfterSeconds` */
  countRequest(addressKey: string, ip: string): Promise<void>;
  /** Refuses an IP address that has been wrong too often. @throws Refusal `sign-in-too-often` (429) */
  checkIp(ip: string): Promise<void>;
  /** Counts a wrong code. */
  countWrong(ip: string): Promise<void>;
}

const tooOften = (answer: RateLimiterRes) =>
  new Refusal('sign-in-too-often', 429, { retryAfterSeconds: Math.max(1, Math.ceil(answer.msBeforeNext / 1000)) });

/** The limits on signing in. The collection's indexes are in the common list, not made here. */
export function createSignInLimits(connection: Connection, settings: LimitSettings = DEFAULT_LIMITS): SignInLimits {
  const limiter = (keyPrefix: string, { times, seconds }: Limit) =>
    new RateLimiterMongo({
      storeClient: connection,
      tableName: 'signInLimits',
      keyPrefix,
      points: times,
      duration: seconds,
      disableIndexesCreation: true,
    });
  const perAddress = limiter('address', settings.perAddress);
  const perAddressDaily = limiter('address-day', settings.perAddressDaily);
  const perIp = limiter('ip', settings.perIp);
  const wrongPerIp = limiter('wrong-ip', settings.wrongPerIp);

  async function count(from: RateLimiterMongo, key: string): Promise<void> {
    try {
      await from.consume(key);
    } catch (answer) {
      // The limiter throws its count when the limit is reached, and an error when the store did not answer.
      throw answer instanceof RateLimiterRes ? tooOften(answer) : answer;
    }
  }

  return {
    async countRequest(addressKey, ip) {
      await count(perIp, ip);
      await count(perAddress, addressKey);
      await count(perAddressDaily, addressKey);
    },
    async checkIp(ip) {
      const answer = await wrongPerIp.get(ip);
      if (answer && answer.consumedPoints >= settings.wrongPerIp.times) throw tooOften(answer);
    },
    async countWrong(ip) {
      await wrongPerIp.penalty(ip);
    },
  };
}
