/**
 * The ledger of deliveries: the truth about what effects asked for and what became of it. A job only names a row; a claim on
 * the row, which expires, decides who does the work.
 */
import { type Collections, type Delivery, type SentMessage, UNCLAIMED } from './collections.ts';

/** How long a worker may hold a row before another may take it over. */
export const CLAIM_MS = 60_000;
/** After this many tries somebody has to look: the row is `failed` and stands on the admin's page. */
export const MAX_ATTEMPTS = 8;

/** `messages` are all that have gone out, those of earlier tries included. */
export type Outcome =
  | { kind: 'done'; messages?: SentMessage[] }
  /** There was nothing left to do, and why. */
  | { kind: 'void'; reason: string }
  /** Worth another try, later. */
  | { kind: 'retry'; reason: string; messages?: SentMessage[] }
  /** No further try will help. */
  | { kind: 'failed'; reason: string; messages?: SentMessage[] };

type Ledger = Pick<Collections, 'deliveries'>;

/** Claims an open row for this worker; null when it is closed, not yet due, or in somebody's hands. */
export const claimDelivery = ({ deliveries }: Ledger, key: string): Promise<Delivery | null> => {
  const now = new Date();
  return deliveries.findOneAndUpdate(
    { _id: key, state: 'open', claimedUntil: { $lt: now }, availableAt: { $lte: now } },
    { $set: { claimedUntil: new Date(now.getTime() + CLAIM_MS) }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  );
};

/** 2 s, 4 s, 8 s … at most ten minutes. */
const backoffMs = (attempts: number) => Math.min(1_000 * 2 ** attempts, 600_000);

/** Writes down how a claimed delivery ended. The claim's own time guards the row: whoever lost it changes nothing. */
export async function settleDelivery({ deliveries }: Ledger, claimed: Delivery, outcome: Outcome): Promise<void> {
  const now = new Date();
  const messages = 'messages' in outcome ? outcome.messages : undefined;
  const kind = outcome.kind === 'retry' && claimed.attempts >= MAX_ATTEMPTS ? 'failed' : outcome.kind;
  const change: Partial<Delivery> =
    kind === 'retry'
      ? { availableAt: new Date(now.getTime() + backoffMs(claimed.attempts)), claimedUntil: UNCLAIMED }
      : { state: kind, closedAt: now };
  await deliveries.updateOne(
    { _id: claimed._id, state: 'open', claimedUntil: claimed.claimedUntil },
    { $set: { ...change, note: 'reason' in outcome ? outcome.reason : null, ...(messages ? { messages } : {}) } },
  );
}

/** Notes a mail as soon as the server has it: what a crash may forget of it shrinks to this one write. */
export const noteMessage = ({ deliveries }: Ledger, key: string, message: SentMessage): Promise<unknown> =>
  deliveries.updateOne(
    { _id: key, 'messages.messageId': { $ne: message.messageId } },
    { $push: { messages: message } },
  );

/** Keys of open rows that are due, longest waiting first. */
export async function dueDeliveries({ deliveries }: Ledger, limit: number, waitedMs = 0): Promise<string[]> {
  const now = Date.now();
  const rows = await deliveries
    .find({ state: 'open', availableAt: { $lte: new Date(now - waitedMs) }, claimedUntil: { $lt: new Date(now) } })
    .sort({ availableAt: 1 })
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  return rows.map(({ _id }) => _id);
}

/** The admin's "try again": a failed row is open once more, with its attempts forgotten. @returns whether there was one */
export async function reopenDelivery({ deliveries }: Ledger, key: string): Promise<boolean> {
  const { modifiedCount } = await deliveries.updateOne(
    { _id: key, state: 'failed' },
    { $set: { state: 'open', attempts: 0, availableAt: new Date(), claimedUntil: UNCLAIMED, closedAt: null } },
  );
  return modifiedCount === 1;
}
