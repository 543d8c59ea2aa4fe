/** A service to sign in to: the real store, a clock that is set, and a mailbox that is a list. */

import type { CodeMailResult } from '#src/auth/code-mail.ts';
import { createCounters } from '#src/auth/counters.ts';
import type { LimitSettings } from '#src/auth/limits.ts';
import { createCodeLimits, DEFAULT_LIMITS } from '#src/auth/limits.ts';
import { redeemCode } from '#src/auth/redeem-code.ts';
import type { SignInCodeMail } from '#src/auth/request-code.ts';
import { requestCode } from '#src/auth/request-code.ts';
import { newToken } from '#src/auth/secrets.ts';
import { createSessions } from '#src/auth/sessions.ts';
import { fixedClock } from '#src/clock.ts';
import { seedPeople } from '#src/dev/demo/people.ts';
import { createDirectory } from '#src/people/directory.ts';
import { openStore } from '../people/parts.ts';

export const START = new Date('2023-11-20T08:00:00Z');
export const KNOWN = 'bettina.andersen@norddjurs.example';
export const UNKNOWN = 'hvem.er.det@norddjurs.example';
const many = { times: 1000, seconds: 900 };
const WIDE = {
  perNetwork: many,
  perNetworkDaily: many,
  perAddress: many,
  perAddressDaily: many,
  wrongPerAddress: many,
  perKnown: many,
  perKnownDaily: many,
};
/** Of no network that a test attacks from. */
export const OWN_IP = '192.0.2.1';
const BROWSER = { ip: OWN_IP, userAgent: 'Prøvebrowser' };

export async function openSignIn(settings: Partial<LimitSettings> = {}) {
  const store = await openStore();
  const { connection } = store;
  const wall = { ms: START.getTime() };
  await seedPeople({ connection, at: START });
  const clock = fixedClock(START);
  const mails: SignInCodeMail[] = [];
  const logged: unknown[] = [];
  const sendMail = {
    async now(mail: SignInCodeMail): Promise<CodeMailResult> {
      mails.push(mail);
      return 'taken';
    },
  };
  const deps = {
    connection,
    clock,
    directory: createDirectory({ connection }),
    // Far more than a test uses, unless it is about the limits.
    limits: createCodeLimits(
      createCounters(connection, () => wall.ms),
      { ...DEFAULT_LIMITS, ...WIDE, ...settings },
    ),
    sessions: createSessions({ connection, clock }),
    serverKey: 'a key for tests only',
    sendMail: (mail: SignInCodeMail) => sendMail.now(mail),
    log: { error: (details: Record<string, unknown>) => void logged.push(details) },
  };
  /** In a browser that nothing is known of, unless its token is given. */
  const ask = (email: string, ip = BROWSER.ip, browser = newToken()) => requestCode(deps, { email }, { ip, browser });
  return {
    ...store,
    deps,
    clock,
    wall,
    mails,
    logged,
    sendMail,
    ask,
    /** Asks for a code and reads it in the mailbox. */
    async askAndRead(email = KNOWN, ip = BROWSER.ip, browser = newToken()) {
      const { request, deliver } = await ask(email, ip, browser);
      await deliver();
      return { request, code: mails.at(-1)?.code ?? '' };
    },
    redeem: (request: string, code: string, ip = BROWSER.ip) => redeemCode(deps, { request, code }, { ...BROWSER, ip }),
    later: (minutes: number) => clock.set(new Date(START.getTime() + minutes * 60_000)),
  };
}

/** A code that is certainly not this one. */
export const otherThan = (code: string, step = 1) => String((Number(code || 0) + step) % 1_000_000).padStart(6, '0');
