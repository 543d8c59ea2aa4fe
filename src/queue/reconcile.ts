/** Compares the store with the queues: what a dead process left behind is carried on, and jobs that are missing are added again. */
import type { Collections } from '#src/store/collections.ts';
import { noteChore } from '#src/store/lease.ts';
import { dueDeliveries } from '#src/store/ledger.ts';
import { type Relay, SWEEP_BATCH } from '#src/store/relay.ts';
import { packetJobsDue } from './packet.ts';
import { jobFor, type Queues } from './queues.ts';

export interface ReconcileDeps {
  collections: Collections;
  relay: Pick<Relay, 'sweep'>;
  queues: Pick<Queues, 'ensure'>;
  /** Names this process, for the page that shows who reconciles. */
  processId: string;
  /** Called when Redis does not answer: the rows are in the ledger, and the next round tries again. */
  onError(error: unknown): void;
}

export const RECONCILE_LEASE = 'reconcile';
/** A transition older than this has lost its own process's relay. */
const LEFT_BEHIND_MS = 1_000;
/** A row that has been due for so long and that nobody works on may have lost its job. */
const OVERDUE_MS = 1_500;
const MOST_JOBS = 500;
/** When nobody has reconciled for so long, something is wrong. */
const SILENCE_MS = 90_000;

/** One round: left-behind transitions first, because they may enter new rows. @throws what the store throws */
export async function reconcile({ collections, relay, queues, processId, onError }: ReconcileDeps): Promise<void> {
  while ((await relay.sweep(LEFT_BEHIND_MS)) === SWEEP_BATCH);
  const overdue = await dueDeliveries(collections, MOST_JOBS, OVERDUE_MS);
  const jobs = [
    ...overdue.map(({ effect }) => jobFor(effect)),
    ...(await packetJobsDue(collections, MOST_JOBS, OVERDUE_MS)),
  ];
  if (jobs.length > 0) await queues.ensure(jobs).catch(onError);
  await noteChore(collections, RECONCILE_LEASE, processId, SILENCE_MS);
}
