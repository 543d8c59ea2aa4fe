/**
 * The ledger of deliveries: the truth about what effects asked for and what became of it. A job of a queue only names a row; a
 * claim on the row decides who does the work.
 */

import { randomUUID } from 'node:crypto';
import { trusted } from 'mongoose';
import { CLAIM_MS, claimable, claimFor, unclaimed } from './claim.ts';
import type { Collections } from './collections.ts';
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

/**
 * Claims an open row.
 * @param forMs how long the claim holds unless it is renewed
 * @returns null when the row is closed, not yet due, claimed by somebody else, or not there
 */
export const claimDelivery = ({ deliveries }: Ledger, key: string, forMs = CLAIM_MS): Promise<Delivery | null> =>
  deliveries
    .findOneAndUpdate(
      { _id: key, state: 'open', ...claimable(), availableAt: trusted({ $lte: new Date() }) },
      { $set: claimFor(randomUUID(), forMs), $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    )
    .lean()
    .exec();

/** Renews a claim that its holder still has, for work that takes longer than a claim holds. */
export const renewDelivery = ({ deliveries }: Ledger, { _id, claimedBy }: Delivery, forMs: number): Promise<unknown> =>
  deliveries.updateOne({ _id, state: 'open', claimedBy }, { $set: claimFor(claimedBy, forMs) }).exec();

/** From when an open row can be claimed that could not be claimed now; null when it is closed or not there. */
export async function claimableFrom({ deliveries }: Ledger, key: string): Promise<Date | null> {
  const row = await deliveries.findOne({ _id: key, state: 'open' }).lean();
  return row && new Date(Math.max(row.claimedUntil.getTime(), row.availableAt.getTime()));
}

/** Writes down how a claimed delivery ended. Whoever has lost the claim meanwhile changes nothing. */
export async function settleDelivery({ deliveries }: Ledger, claimed: Delivery, outcome: Outcome): Promise<void> {
  const now = new Date();
  const messages = 'messages' in outcome ? outcome.messages : undefined;
  const change: Partial<Delivery> =
    outcome.kind === 'retry'
      ? { availableAt: new Date(now.getTime() + outcome.afterMs), ...unclaimed() }
      : { state: outcome.kind, closedAt: now };
  await deliveries.updateOne(
    { _id: claimed._id, state: 'open', claimedBy: claimed.claimedBy },
    { $set: { ...change, note: 'reason' in outcome ? outcome.reason : null, ...(messages ? { messages } : {}) } },
  );
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

/** The admin's "try again": a failed row is open once more, with its attempts forgotten. @returns the row, or null when there was none */
export const reopenDelivery = ({ deliveries }: Ledger, key: string): Promise<Delivery | null> =>
  deliveries
    .findOneAndUpdate(
      { _id: key, state: 'failed' },
      { $set: { state: 'open', attempts: 0, availableAt: new Date(), ...unclaimed(), closedAt: null } },
      { returnDocument: 'after' },
    )
    .lean()
    .exec();
