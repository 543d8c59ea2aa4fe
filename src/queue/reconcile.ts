/** The plain timer that makes Redis dispensable: picks up what relays left behind and rings again for what still waits. */
import type { Collections } from '#src/store/collections.ts';
import { holdLease, releaseLease } from '#src/store/lease.ts';
import { dueDeliveries } from '#src/store/ledger.ts';
import { type Relay, SWEEP_BATCH } from '#src/store/relay.ts';

export interface ReconcileDeps {
  collections: Collections;
  relay: Pick<Relay, 'sweep'>;
  ring(keys: string[]): Promise<void>;
  /** Does a ledger row's work here and now: the way when the bell itself is broken. */
  deliverHere(key: string): Promise<void>;
  holder: string;
  onError(error: unknown): void;
  everyMs?: number;
}

export const RECONCILE_LEASE = 'reconcile';
/** A transition older than this has lost its own process's relay. */
const LEFT_BEHIND_MS = 1_000;
/** A row that has waited this long was not rung for, or its bell was lost. */
const UNHEARD_MS = 1_500;
const MOST_BELLS = 500;

/** Starts the timer. One process at a time does the chore, by a lease that another takes over within five seconds. */
export function startReconciling(deps: ReconcileDeps): { runNow(): Promise<void>; stop(): Promise<void> } {
  const { everyMs = 1_000 } = deps;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const tick = async () => {
    if (await holdLease(deps.collections, RECONCILE_LEASE, deps.holder, Math.max(5_000, everyMs * 3)))
      await reconcileOnce(deps);
  };
  const runNow = () => {
    running = running.then(tick).catch(deps.onError);
    return running;
  };
  const timer = setInterval(() => {
    if (!stopped) void runNow();
  }, everyMs);
  return {
    runNow,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      await releaseLease(deps.collections, RECONCILE_LEASE, deps.holder).catch(() => undefined);
    },
  };
}

/** One round: left-behind transitions first, because they may enter new rows. */
export async function reconcileOnce(deps: Omit<ReconcileDeps, 'holder' | 'onError'>): Promise<void> {
  while ((await deps.relay.sweep(LEFT_BEHIND_MS)) === SWEEP_BATCH);
  const unheard = await dueDeliveries(deps.collections, MOST_BELLS, UNHEARD_MS);
  if (unheard.length === 0) return;
  try {
    await deps.ring(unheard);
  } catch {
    // The bell is broken, and what waits is done without it.
    for (const key of unheard) await deps.deliverHere(key);
  }
}
