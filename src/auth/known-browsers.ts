/**
 * Browsers in which a person has signed in. One gives no access by itself: its requests for codes are counted apart, so that those of
 * strangers, however many, never stop the person there.
 */
import { type Connection, trusted } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import { knownBrowserModel, purgeAfter } from './models.ts';
import { keyedHash } from './secrets.ts';

/** Half a year: somebody who sits in one committee meets every month. */
const KNOWN_DAYS = 180;
const DAY = 24 * 3_600_000;

interface KnownDeps {
  connection: Connection;
  clock: Clock;
  serverKey: string;
}

// By the request, which is made of the address and the browser's token (mailed-code.ts).
const idOf = (serverKey: string, request: string): string => keyedHash(serverKey, 'known-browser', request);

/** Whether somebody has signed in before in the browser, with the address, that the request is of. */
export async function isKnownBrowser({ connection, clock, serverKey }: KnownDeps, request: string): Promise<boolean> {
  const expiresAt = trusted({ $gt: await clock.now() });
  return (await knownBrowserModel(connection).exists({ _id: idOf(serverKey, request), expiresAt })) !== null;
}

/** Remembers the browser that a code was brought in. @returns until when */
export async function rememberBrowser(
  { connection, clock, serverKey }: KnownDeps,
  request: string,
  person: string,
): Promise<Date> {
  const expiresAt = new Date((await clock.now()).getTime() + KNOWN_DAYS * DAY);
  const known = { person, expiresAt, purgeAt: purgeAfter(KNOWN_DAYS * DAY) };
  await knownBrowserModel(connection).updateOne({ _id: idOf(serverKey, request) }, { $set: known }, { upsert: true });
  return expiresAt;
}

/** Forgets all of a person's. */
export async function forgetBrowsers({ connection }: Pick<KnownDeps, 'connection'>, person: string): Promise<void> {
  await knownBrowserModel(connection).deleteMany({ person });
}
