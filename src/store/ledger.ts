/**
 * The ledger of deliveries: the truth about what effects asked for and what became of it. A job of a queue only names a row; a
 * claim on the row decides who does the work.
 */

import { randomUUID } from 'node:crypto';
import { trusted } from 'mongoose';
import type { Effect, PeopleMail } from '#machines/effects.ts';
import { driverOf } from '#src/model.ts';
import { CLAIM_MS, claimable, claimFor, unclaimed } from './claim.ts';
import { type Collections, ignoreDuplicates } from './collections.ts';
import type { Delivery, SentMessage } from './models/delivery.ts';

/** After this many tries somebody has to look: the row is `failed` and stands on the admin's page. */
export const MAX_ATTEMPTS = 8;

/** `messages` are all that have gone out, those of earlier tries included. */
export type Outcome =
  | { kind: 'done'; messages?: SentMessage[] }
  /** There was nothing left to do, and why. */
  | { kind: 'void'; reason: string }
  /** Worth another try, not before `afterMs` milliseconds have passed. */
  | { kind: 'retry'; reason: string; afterMs: number; messages?: SentMessage[] }
  /** No further try will help. */
  | { kind: 'failed'; reason: string; messages?: SentMessage[] };

type Ledger = Pick<Collections, 'deliveries'>;

/** So long a mail that no transition asked for waits for what it is about; whoever enters it says when that is written. */
const HELD_BACK_MS = 60_000;

/**
 * Enters a mail that the service itself asks for, before what it is about is written, and holds it back until `releaseMail`: a crash
 * in between leaves a mail that tells what it finds, never a change that nobody is told of. Entered once for a key.
 * @param about the row that it is about, as administrators see it
 */
export async function enterMail(
  { deliveries }: Ledger,
  key: string,
  about: { stream: string; seq: number },
  params: PeopleMail,
): Promise<void> {
  const now = new Date();
  const row = newDelivery({ kind: 'mail', key, params }, about, now);
  const held = { ...row, availableAt: new Date(now.getTime() + HELD_BACK_MS) };
  await ignoreDuplicates(driverOf(deliveries).insertMany([held], { ordered: false }));
}

/** What the mail is about is written: it may go. Its job is added by reconcile. */
export const releaseMail = ({ deliveries }: Ledger, key: string): Promise<unknown> =>
  deliveries.updateOne({ _id: key, state: 'open', attempts: 0 }, { $set: { availableAt: new Date() } }).exec();

/** What the mail is about was refused: there is nothing to tell, and a later try of the same enters it anew. */
export const withdrawMail = ({ deliveries }: Ledger, key: string): Promise<unknown> =>
  deliveries.deleteOne({ _id: key, state: 'open', attempts: 0 }).exec();

/** A row that nobody has tried yet. */
export const newDelivery = (effect: Effect, { stream, seq }: { stream: string; seq: number }, now: Date): Delivery => ({
  _id: effect.key,
  stream,
  seq,
  effect,
  state: 'open',
  availableAt: now,
  ...unclaimed(),
  attempts: 0,
  messages: [],
  note: null,
  createdAt: now,
  closedAt: null,
});

/**
 * Claims open rows in two requests, however many.
 * @param forMs how long each claim holds unless it is renewed
 * @returns a row for each key; null where it is closed, not yet due, claimed by somebody else, asked for twice, or not there
 */
export async function claimDeliveries(
  { deliveries }: Ledger,
  keys: readonly string[],
  forMs = CLAIM_MS,
): Promise<(Delivery | null)[]> {
  const claim = claimFor(randomUUID(), forMs);
  const asked = { _id: trusted({ $in: [...new Set(keys)] }) };
  await deliveries.updateMany(
    { ...asked, state: 'open', ...claimable(), availableAt: trusted({ $lte: new Date() }) },
    { $set: claim, $inc: { attempts: 1 } },
  );
  const rows = await deliveries.find({ ...asked, claimedBy: claim.claimedBy }).lean();
  const claimed = new Map(rows.map((row) => [row._id, row]));
  return keys.map((key) => {
    const row = claimed.get(key) ?? null;
    claimed.delete(key);
    return row;
  });
}

/** Renews a claim that its holder still has, for work that takes longer than a claim holds. */
export const renewDelivery = ({ deliveries }: Ledger, { _id, claimedBy }: Delivery, forMs: number): Promise<unknown> =>
  deliveries.updateOne({ _id, state: 'open', claimedBy }, { $set: claimFor(claimedBy, forMs) }).exec();

/** From when an open row can be claimed that could not be claimed now; null when it is closed or not there. */
export async function claimableFrom({ deliveries }: Ledger, key: string): Promise<Date | null> {
  const row = await deliveries.findOne({ _id: key, state: 'open' }).lean();
  return row && new Date(Math.max(row.claimedUntil.getTime(), row.availableAt.getTime()));
}

/** A claimed delivery, and how it ended. */
export interface Settlement {
  claimed: Delivery;
  outcome: Outcome;
}

/** Writes down how claimed deliveries ended, in one request. Whoever has lost a claim meanwhile changes nothing. */
export async function settleDeliveries({ deliveries }: Ledger, settlements: readonly Settlement[]): Promise<void> {
  const now = new Date();
  await deliveries.bulkWrite(
    settlements.map(({ claimed: { _id, claimedBy }, outcome }) => ({
      updateOne: { filter: { _id, state: 'open', claimedBy }, update: { $set: changeOf(outcome, now) } },
    })),
    { ordered: false },
  );
}

function changeOf(outcome: Outcome, now: Date): Partial<Delivery> {
  const messages = 'messages' in outcome ? outcome.messages : undefined;
  return {
    ...(outcome.kind === 'retry'
      ? { availableAt: new Date(now.getTime() + outcome.afterMs), ...unclaimed() }
      : { state: outcome.kind, closedAt: now }),
    note: 'reason' in outcome ? outcome.reason : null,
    ...(messages ? { messages } : {}),
  };
}

/** Notes a mail as soon as the server has it: what a crash may forget of it shrinks to this one write. */
export const noteMessage = ({ deliveries }: Ledger, key: string, message: SentMessage): Promise<unknown> =>
  deliveries
    .updateOne(
      { _id: key, 'messages.messageId': trusted({ $ne: message.messageId }) },
      { $push: { messages: message } },
    )
    .exec();

/**
 * Open rows that are due and that nobody has claimed, longest waiting first.
 * @param waitedMs only those that have been due for so long
 * @param kind only the effects of this kind
 */
export function dueDeliveries(
  { deliveries }: Ledger,
  limit: number,
  waitedMs = 0,
  kind?: 'mail' | 'signal',
): Promise<Delivery[]> {
  return deliveries
    .find({
      state: 'open',
      availableAt: trusted({ $lte: new Date(Date.now() - waitedMs) }),
      ...claimable(),
      ...(kind ? { 'effect.kind': kind } : {}),
    })
    .sort({ availableAt: 1 })
    .limit(limit)
    .lean()
    .exec();
}

/** What makes a failed row one that nobody has tried. */
const reopened = () => ({
  state: 'open' as const,
  attempts: 0,
  availableAt: new Date(),
  ...unclaimed(),
  closedAt: null,
});

/** The admin's "try again": a failed row is open once more, with its attempts forgotten. @returns the row, or null when there was none */
export const reopenDelivery = ({ deliveries }: Ledger, key: string): Promise<Delivery | null> =>
  deliveries
    .findOneAndUpdate({ _id: key, state: 'failed' }, { $set: reopened() }, { returnDocument: 'after' })
    .lean()
    .exec();

/** The same for every row that has failed. @returns how many there were */
export async function reopenFailed({ deliveries }: Ledger): Promise<number> {
  const { modifiedCount } = await deliveries.updateMany({ state: 'failed' }, { $set: reopened() });
  return modifiedCount;
}

/** Open rows that have been due for so long, whether somebody works on them or not; longest waiting first. */
export const overdueDeliveries = ({ deliveries }: Ledger, limit: number, waitedMs: number): Promise<Delivery[]> =>
  deliveries
    .find({ state: 'open', availableAt: trusted({ $lte: new Date(Date.now() - waitedMs) }) })
    .sort({ availableAt: 1 })
    .limit(limit)
    .lean()
    .exec();
