/** Does what one ledger row asks for, once: claim, act, settle. */
import type { BatchedLedger } from '#src/store/batched-ledger.ts';
import { MAX_ATTEMPTS, type Outcome } from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { backoffMs, type FailureClass, failureClassOf } from './backoff.ts';

/** What came of the work itself; `retry` says what stood in its way, and how long to wait follows from that. */
export type Acted =
  | Exclude<Outcome, { kind: 'retry' }>
  | (Omit<Extract<Outcome, { kind: 'retry' }>, 'afterMs'> & {
      failure: FailureClass;
      /** For the ledger alone, in place of the reason: an error's own words may quote an address or a text. */
      note?: string;
    });

export interface DeliverDeps {
  ledger: BatchedLedger;
  /** Does what the row asks for. May throw: then it is tried again. */
  act(row: Delivery): Promise<Acted>;
}

/** What came of the try; a reason in it is a code that may be shown to everybody. */
export type Delivered =
  | Outcome
  /** The row is closed, or not there. */
  | { kind: 'closed' }
  /** Somebody else has claimed the row, or it is not due: it can be claimed from then on. */
  | { kind: 'held'; until: Date };

/** A row that has been claimed so often, whatever became of it, kills its workers: somebody has to look. */
const MOST_CLAIMS = 5 * MAX_ATTEMPTS;

/**
 * Claims the row and does its work; the claim is renewed for as long as the work takes. A row that is closed or claimed by somebody
 * else is left alone, so a job may be delivered twice.
 * @param key the effect's key, which is the row's id and the cause of what follows from it
 * @param failedBefore how many tries have failed that count; those noted in the row where nobody else counts
 */
export async function deliver(deps: DeliverDeps, key: string, failedBefore?: number): Promise<Delivered> {
  const { ledger } = deps;
  const claimed = await ledger.claim(key);
  if (claimed === null) {
    const until = await ledger.claimableFrom(key);
    return until === null ? { kind: 'closed' } : { kind: 'held', until };
  }
  const attempts = (failedBefore ?? claimed.attempts - 1) + 1;
  const acted = await actRenewing(deps, claimed);
  const outcome = outcomeOf(acted, attempts, claimed);
  const note = acted.kind === 'retry' ? acted.note : undefined;
  const noted = note !== undefined && 'reason' in outcome ? { ...outcome, reason: note } : outcome;
  await ledger.settle(claimed, noted);
  return outcome;
}

async function actRenewing({ ledger, act }: DeliverDeps, claimed: Delivery): Promise<Acted> {
  const renewing = setInterval(() => void ledger.renew(claimed).catch(() => undefined), ledger.claimMs / 3);
  try {
    return await act(claimed);
  } catch (error) {
    const failure = failureClassOf(error);
    return { kind: 'retry', reason: failure, failure, note: error instanceof Error ? error.message : 'unknown error' };
  } finally {
    clearInterval(renewing);
  }
}

/** A store that was away is never the row's fault: such a row stays open, however often it was tried. */
function outcomeOf(acted: Acted, attempts: number, { attempts: claims }: Delivery): Outcome {
  if (acted.kind !== 'retry') return acted;
  const { failure, note: _, ...rest } = acted;
  const givenUp = (attempts >= MAX_ATTEMPTS && failure !== 'store') || claims >= MOST_CLAIMS;
  return givenUp ? { ...rest, kind: 'failed' } : { ...rest, afterMs: backoffMs(failure, attempts) };
}
