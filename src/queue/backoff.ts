/** How long a job waits before it is tried again, by what went wrong. */
import { UnrecoverableError } from 'bullmq';
import { isOutOfSpace } from '#src/store/out-of-space.ts';
import { isStoreUnavailable } from '#src/store/unavailable.ts';

/**
 * `relay`: the mail server did not take the mail now. `store`: the store does not answer, or has no room. `unexpected`: no rule explains it, and
 * another try may show whether it was chance.
 */
export type FailureClass = 'relay' | 'store' | 'unexpected';

/** Milliseconds of the first wait, doubled with each try, and the longest wait. */
const WAITS: Record<FailureClass, { first: number; longest: number }> = {
  // A relay that puts mails off (greylisting, a full queue) wants to be asked again after minutes rather than seconds.
  relay: { first: 2_000, longest: 600_000 },
  // The store is asked again soon: a restart takes seconds, and people wait for signals.
  store: { first: 500, longest: 30_000 },
  unexpected: { first: 2_000, longest: 600_000 },
};

/** @param attempts how many tries have failed, at least 1 @returns milliseconds until the next */
export const backoffMs = (failure: FailureClass, attempts: number): number =>
  Math.min(WAITS[failure].first * 2 ** (attempts - 1), WAITS[failure].longest);

export const failureClassOf = (error: unknown): FailureClass =>
  isStoreUnavailable(error) || isOutOfSpace(error) ? 'store' : 'unexpected';

/**
 * What a job fails with that is to be tried again. Its message goes to Redis, where everybody with access to the queues reads it:
 * it is a rule or a code, never an address or a text.
 */
export class RetryLater extends Error {
  readonly afterMs: number;
  constructor(message: string, afterMs: number) {
    super(message);
    this.name = 'RetryLater';
    this.afterMs = afterMs;
  }
}

/** BullMQ's backoff strategy. @returns milliseconds until the next try */
export const backoffStrategy = (attemptsMade: number, _type?: string, error?: Error): number =>
  isRetryLater(error) ? error.afterMs : backoffMs(failureClassOf(error), attemptsMade);

/** What comes from another process has lost its class. */
const isRetryLater = (error: unknown): error is RetryLater =>
  error instanceof Error && error.name === 'RetryLater' && 'afterMs' in error && typeof error.afterMs === 'number';

/** What an error may say in Redis: its kind and code, because its message could quote an address. */
export function withoutDetails(error: unknown, attempts: number): Error {
  if (error instanceof RetryLater || error instanceof UnrecoverableError) return error;
  const { name = 'Error', code = '' } = Object(error) as { name?: string; code?: unknown };
  return new RetryLater(`${name} ${String(code)}`.trim(), backoffMs(failureClassOf(error), attempts));
}
