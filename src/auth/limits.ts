/**
 * How often codes may be asked for and guessed at. Whoever asks for another's address is stopped where they are: the person is not.
 *
 * What can be guessed: a code is one of a million and has five tries. Strangers get 100 codes a day for one address, from all networks
 * together, and after 50 wrong tries in a day each code has one: 50 + 100 tries, a chance of 0.015 % a day, as much as 30 codes with
 * five tries would give. One network alone gets 15 codes: 75 tries at most, 0.0075 %. A browser that is known guesses at its own codes,
 * 30 with five tries a day, 0.015 %, and somebody must have its cookie for that.
 */
import type { Connection } from 'mongoose';
import type { Config } from '#src/config.ts';
import { type Counters, createCounters, type Limit, perDay, perQuarter } from './counters.ts';
import { networkOf } from './network.ts';

export interface LimitSettings {
  /** Codes that strangers ask for in one network for one address. */
  perNetwork: Limit;
  perNetworkDaily: Limit;
  /** Codes that strangers ask for in all networks for one address: no more is mailed to it. */
  perAddress: Limit;
  perAddressDaily: Limit;
  /** Wrong tries of strangers at the codes for one address; after them each code has one. */
  wrongPerAddress: Limit;
  /** Codes for whoever is known. */
  perKnown: Limit;
  perKnownDaily: Limit;
  /** Codes that strangers asked for in one network and have not used since. A town hall may share one: who gets in is not counted any more. */
  perIp: Limit;
  /** Wrong codes of strangers in one network, but for those before a right one. */
  wrongPerIp: Limit;
}

export const DEFAULT_LIMITS: LimitSettings = {
  perNetwork: perQuarter(5),
  perNetworkDaily: perDay(15),
  perAddress: perQuarter(20),
  perAddressDaily: perDay(100),
  wrongPerAddress: perDay(50),
  perKnown: perQuarter(10),
  perKnownDaily: perDay(30),
  perIp: perQuarter(120),
  wrongPerIp: perQuarter(60),
};

/** For the demo, where one machine and a few made-up people sign in all day long. */
const DEMO_LIMITS: LimitSettings = {
  perNetwork: perQuarter(10_000),
  perNetworkDaily: perDay(100_000),
  perAddress: perQuarter(10_000),
  perAddressDaily: perDay(100_000),
  wrongPerAddress: perDay(100_000),
  perKnown: perQuarter(10_000),
  perKnownDaily: perDay(100_000),
  perIp: perQuarter(100_000),
  wrongPerIp: perQuarter(1_000),
};

/** Who asks for a code, or brings one. */
export interface Requester {
  /** What the browser brings back with the code (mailed-code.ts): whose codes they are, and in which browser. */
  request: string;
  ip: string;
  /** The browser has signed in with the address before, or the person is signed in: counted apart from strangers. */
  isKnown: boolean;
}

export interface RateLimits {
  /**
   * Counts a request for a code.
   * @throws Refusal (429) with `retryAfterSeconds`: `sign-in-too-often`, or `sign-in-address-too-often` where others have asked as well
   */
  countRequest(requester: Requester): Promise<void>;
  /** Refuses a network in which strangers have been wrong too often. @throws Refusal `sign-in-too-often` (429) */
  checkWrong(requester: Requester): Promise<void>;
  /** Counts a try, before the code is looked at. @returns whether only codes that nobody has tried yet are good for it */
  countTry(requester: Requester): Promise<{ firstOnly: boolean }>;
  /** Counts a wrong code. */
  countWrong(requester: Requester): Promise<void>;
  /** A right code was brought after so many wrong ones: neither its asking nor they count any more. */
  countRight(requester: Requester, wrongBefore: number): Promise<void>;
}

/** The limits on mailed codes where the service runs as it is set up. */
export const codeLimits = ({
  connection,
  config,
}: {
  connection: Connection;
  config: Pick<Config, 'DEMO'>;
}): RateLimits => createCodeLimits(createCounters(connection), config.DEMO ? DEMO_LIMITS : DEFAULT_LIMITS);

const TOO_OFTEN = 'sign-in-too-often';
const ADDRESS_TOO_OFTEN = 'sign-in-address-too-often';

/** The limits on mailed codes. */
export function createCodeLimits(counters: Counters, settings: LimitSettings = DEFAULT_LIMITS): RateLimits {
  /** What a request is counted by, in this order: one that is refused by its network is none to the address. */
  function countedBy({ request, ip, isKnown }: Requester): [key: string, limit: Limit, rule: string][] {
    if (isKnown) {
      return [
        [`known ${request}`, settings.perKnown, TOO_OFTEN],
        [`known-daily ${request}`, settings.perKnownDaily, TOO_OFTEN],
      ];
    }
    const key = keyOf(request);
    const network = networkOf(ip);
    return [
      [`network ${key} ${network}`, settings.perNetwork, TOO_OFTEN],
      [`network-daily ${key} ${network}`, settings.perNetworkDaily, TOO_OFTEN],
      [`ip ${network}`, settings.perIp, TOO_OFTEN],
      [`address ${key}`, settings.perAddress, ADDRESS_TOO_OFTEN],
      [`address-daily ${key}`, settings.perAddressDaily, ADDRESS_TOO_OFTEN],
    ];
  }
  const wrongIn = (ip: string) => `wrong ${networkOf(ip)}`;
  const wrongAt = (request: string) => `wrong-address ${keyOf(request)}`;

  return {
    async countRequest(requester) {
      for (const [key, limit, rule] of countedBy(requester)) await counters.count(key, limit, rule);
    },
    async checkWrong({ ip, isKnown }) {
      if (!isKnown) await counters.check(wrongIn(ip), settings.wrongPerIp, TOO_OFTEN);
    },
    async countTry({ request, isKnown }) {
      if (isKnown) return { firstOnly: false };
      const tries = await counters.add(wrongAt(request), settings.wrongPerAddress);
      return { firstOnly: tries > settings.wrongPerAddress.times };
    },
    async countWrong({ ip, isKnown }) {
      if (!isKnown) await counters.add(wrongIn(ip), settings.wrongPerIp);
    },
    async countRight(requester, wrongBefore) {
      for (const [key, limit] of countedBy(requester)) await counters.takeBack(key, limit, 1);
      if (requester.isKnown) return;
      await counters.takeBack(wrongIn(requester.ip), settings.wrongPerIp, wrongBefore);
      await counters.takeBack(wrongAt(requester.request), settings.wrongPerAddress, wrongBefore + 1);
    },
  };
}

/** The part of a request that says whose codes they are. */
const keyOf = (request: string): string => request.slice(0, request.indexOf('.'));
