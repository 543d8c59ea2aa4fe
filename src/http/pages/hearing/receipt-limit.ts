/** How many receipts go to one address that somebody wrote in the open form of a hearing: it may be anybody's. */
import { Email } from '#src/addresses/address-field.ts';
import { createCounters, perDay, perHour } from '#src/auth/counters.ts';
import { keyedHash } from '#src/auth/secrets.ts';
import type { App } from '#src/context.ts';
import type { AnswersAs } from './read-answer.ts';

/** Of all open hearings together. A person answers a few of them on one day, and may correct an answer. */
const RECEIPTS = { hourly: perHour(5), daily: perDay(10) };
/** The demo answers for its people as fast as it can. */
const DEMO_RECEIPTS = { hourly: perHour(10_000), daily: perDay(10_000) };

/**
 * Counts the receipt of an answer that is about to be taken; without an address, or to a party's own, there is nothing to count.
 * @throws Refusal `receipts-too-often` (429): the answer can be sent without an address
 */
export async function countReceipt(
  { connection, config }: Pick<App, 'connection' | 'config'>,
  { party }: AnswersAs,
  email: string | null,
): Promise<void> {
  // What is no address is refused with the answer.
  const to = Email.catch('').parse(email);
  if (party !== null || to === '') return;
  const counters = createCounters(connection);
  const { hourly, daily } = config.DEMO ? DEMO_RECEIPTS : RECEIPTS;
  // One mailbox has as many addresses as it likes behind a plus (RFC 5233).
  const key = keyedHash(config.SERVER_KEY, 'receipt', to.replace(/\+[^@]*@/, '@'));
  await counters.count(`receipt ${key}`, hourly, 'receipts-too-often');
  await counters.count(`receipt-daily ${key}`, daily, 'receipts-too-often');
}
