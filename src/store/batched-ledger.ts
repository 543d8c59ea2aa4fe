/** The ledger as a worker that does many rows at the same time uses it: what they ask for together goes in one request. */
import { batched } from './batched.ts';
import { CLAIM_MS } from './claim.ts';
import type { Collections } from './collections.ts';
import {
  claimableFrom,
  claimDeliveries,
  type Outcome,
  renewDelivery,
  type Settlement,
  settleDeliveries,
} from './ledger.ts';
import type { Delivery } from './models/delivery.ts';

/** Milliseconds between two requests that write down what became of deliveries. */
const SETTLE_MS = 20;

export interface BatchedLedger {
  /** Milliseconds that a claim holds unless it is renewed. */
  readonly claimMs: number;
  /** As `claimDeliveries` does. */
  claim(key: string): Promise<Delivery | null>;
  /** As `claimableFrom` does. */
  claimableFrom(key: string): Promise<Date | null>;
  /** As `renewDelivery` does. */
  renew(claimed: Delivery): Promise<unknown>;
  /** As `settleDeliveries` does. */
  settle(claimed: Delivery, outcome: Outcome): Promise<void>;
}

/** @param claimMs milliseconds after which the row of a process that died may be taken over */
export function createBatchedLedger(collections: Pick<Collections, 'deliveries'>, claimMs = CLAIM_MS): BatchedLedger {
  // Until it is written down that a mail has gone out, a crash sends it again.
  const settle = batched(
    async (settlements: readonly Settlement[]) => {
      await settleDeliveries(collections, settlements);
      return settlements.map(() => undefined);
    },
    { betweenMs: SETTLE_MS },
  );
  return {
    claimMs,
    claim: batched((keys: readonly string[]) => claimDeliveries(collections, keys, claimMs)),
    claimableFrom: (key) => claimableFrom(collections, key),
    renew: (claimed) => renewDelivery(collections, claimed, claimMs),
    settle: (claimed, outcome) => settle({ claimed, outcome }),
  };
}
