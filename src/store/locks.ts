/**
 * Advisory locks that all processes know by name. Whoever decides on what several streams have committed holds the locks of those
 * streams until its own transition is in, so that of two such decisions the second one sees the first.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '#src/errors.ts';
import type { Collections } from './collections.ts';
import { holdLease, releaseLease } from './lease.ts';
import { createQueues } from './streams.ts';

/**
 * Does the work while it holds all the locks. They are taken in the order of their names, so that nobody waits in a circle; work that
 * holds a lock must not ask for another.
 * @throws Refusal `too-busy` (503) when a lock does not become free in time; what the work throws
 */
export type HoldLocks = <T>(names: readonly string[], work: () => Promise<T>) => Promise<T>;

/** After this long without a sign of life a holder is taken to be dead. */
const LEASE_MS = 5_000;
/** Longer than a dead holder keeps a lock. */
const PATIENCE_MS = 15_000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 200];

/** The locks of one process: its own holders queue up for them, and only the first in the queue asks the store. */
export function createLocks(collections: Pick<Collections, 'leases'>): HoldLocks {
  const inTurn = createQueues();

  async function leased<T>(name: string, work: () => Promise<T>): Promise<T> {
    const [lease, holder] = [`lock-${name}`, randomUUID()];
    const until = Date.now() + PATIENCE_MS;
    for (let pause = FIRST_PAUSE_MS; !(await holdLease(collections, lease, holder, LEASE_MS)); pause *= 2) {
      if (Date.now() > until) throw new Refusal('too-busy', 503, { lock: name });
      await wait(Math.min(pause, LONGEST_PAUSE_MS));
    }
    const renewing = setInterval(
      () => void holdLease(collections, lease, holder, LEASE_MS).catch(() => undefined),
      LEASE_MS / 3,
    );
    try {
      return await work();
    } finally {
      clearInterval(renewing);
      // Should the store not answer, the lease runs out.
      await releaseLease(collections, lease, holder).catch(() => undefined);
    }
  }

  function hold<T>([name, ...rest]: readonly string[], work: () => Promise<T>): Promise<T> {
    return name === undefined ? work() : inTurn(name, () => leased(name, () => hold(rest, work)));
  }
  return (names, work) => hold([...new Set(names)].toSorted(), work);
}
