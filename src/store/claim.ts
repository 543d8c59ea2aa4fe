/**
 * A claim on a row keeps two workers apart: who has claimed it may work on it, and when its holder dies the claim expires and
 * another may take the row over. Deliveries and deadlines are claimed alike. All times are by the wall clock.
 */

import { trusted } from 'mongoose';

/** `claimedUntil` of a row that nobody has claimed: an instant that is always past. */
const UNCLAIMED = new Date(0);

/** The fields of a row that can be claimed. */
export interface Claimed {
  /** Names one try, not one process: a worker that lost its claim does not mistake its own next try for it. */
  claimedBy: string | null;
  /** The holder has the row until then. */
  claimedUntil: Date;
}

/** How long a claim holds unless it is renewed, where the configuration says nothing else (JOB_LOCK_SECONDS). */
export const CLAIM_MS = 30_000;

/** The fields of a row that nobody has claimed. */
export const unclaimed = (): Claimed => ({ claimedBy: null, claimedUntil: UNCLAIMED });

/** The fields of a row that `holder` has for the next `forMs` milliseconds. */
export const claimFor = (holder: Claimed['claimedBy'], forMs: number): Claimed => ({
  claimedBy: holder,
  claimedUntil: new Date(Date.now() + forMs),
});

/** Filter: rows that may be claimed, because nobody has claimed them or the claim has expired. */
export const claimable = () => ({ claimedUntil: trusted({ $lt: new Date() }) });
