/** The queue `deadlines`: the chores that come round again, each by a job scheduler. Their work is found in the store. */
import type { Config } from '#src/config.ts';
import type { Collections } from '#src/store/collections.ts';
import { holdLease } from '#src/store/lease.ts';
import type { Delivered } from './deliver.ts';
import type { Queues } from './queues.ts';
import { type ReconcileDeps, reconcile } from './reconcile.ts';
import type { QueueWork } from './run-worker.ts';
import { type SweepDeps, sweepDeadlines } from './sweep-deadlines.ts';

export interface ChoreDeps extends SweepDeps, ReconcileDeps {
  collections: Collections;
  queues: Pick<Queues, 'ensure' | 'queue'>;
  config: Pick<Config, 'DEADLINE_SWEEP_SECONDS' | 'RECONCILE_SECONDS' | 'BROKEN_CHECK_SECONDS'>;
  /** Compares the packets of meetings to which something has happened, or in which something opens today, with them; takes old copies away. */
  keepPackets(): Promise<void>;
  /** Has search read the items that have changed. */
  keepSearch(): Promise<void>;
  /** Mails the administrators once a day at most, where something is broken. */
  reportBroken(): Promise<void>;
  onError(error: unknown): void;
}

/** Each chore with the setting that says how often it is done, in seconds. Its name is its job's and its scheduler's. */
const CHORES = {
  sweep: { every: 'DEADLINE_SWEEP_SECONDS', run: async (deps: ChoreDeps) => void (await sweepDeadlines(deps)) },
  reconcile: { every: 'RECONCILE_SECONDS', run: reconcile },
  packets: { every: 'RECONCILE_SECONDS', run: ({ keepPackets }: ChoreDeps) => keepPackets() },
  search: { every: 'RECONCILE_SECONDS', run: ({ keepSearch }: ChoreDeps) => keepSearch() },
  broken: { every: 'BROKEN_CHECK_SECONDS', run: ({ reportBroken }: ChoreDeps) => reportBroken() },
} as const;
type ChoreName = keyof typeof CHORES;
const CHORE_NAMES = Object.keys(CHORES) as ChoreName[];

/** A chore leaves nothing to look at but that it was done. */
const KEPT = { removeOnComplete: { count: 20 }, removeOnFail: { count: 50 } };
const SCHEDULERS_LEASE = 'schedulers';
const LEASE_MS = 15_000;
/** A scheduler whose next job is overdue by so much has lost it. */
const LOST_AFTER_MS = 60_000;

/** @returns the queue's work, and `runNow`, which does a chore in this process without a job */
export function deadlinesWork(deps: ChoreDeps): QueueWork & { runNow(chore: ChoreName): Promise<void> } {
  const running = new Map<ChoreName, Promise<void>>();
  const lastRun = new Map<ChoreName, number>();
  /** In one process a chore is never done twice at the same time: a round that takes long is not overtaken by the next. */
  const once = (name: ChoreName): Promise<void> => {
    const current = running.get(name);
    if (current !== undefined) return current;
    lastRun.set(name, Date.now());
    const started = CHORES[name].run(deps).finally(() => running.delete(name));
    running.set(name, started);
    return started;
  };
  return {
    queue: 'deadlines',
    async run({ name }): Promise<Delivered> {
      const chore = CHORE_NAMES.find((known) => known === name);
      if (chore === undefined) return { kind: 'failed', reason: `${name} is no chore` };
      await once(chore);
      return { kind: 'done' };
    },
    async runWithoutRedis() {
      const isDue = (name: ChoreName) =>
        Date.now() - (lastRun.get(name) ?? 0) >= deps.config[CHORES[name].every] * 1_000;
      for (const name of CHORE_NAMES) if (isDue(name)) await once(name);
    },
    async runNow(name) {
      await running.get(name)?.catch(() => undefined);
      await once(name);
    },
  };
}

/**
 * Sees to it that every chore has its scheduler, with the interval of the configuration: an emptied Redis has none. Done by one
 * process at a time, and only where something is missing or has changed: writing a scheduler anew replaces its next job.
 * @throws when Redis or the store does not answer
 */
export async function keepSchedulers({ collections, queues, config, processId }: ChoreDeps): Promise<void> {
  if (!(await holdLease(collections, SCHEDULERS_LEASE, processId, LEASE_MS))) return;
  const queue = queues.queue('deadlines');
  for (const name of CHORE_NAMES) {
    const every = config[CHORES[name].every] * 1_000;
    const scheduler = await queue.getJobScheduler(name);
    const isSound = scheduler?.every === every && (scheduler.next ?? 0) > Date.now() - LOST_AFTER_MS;
    if (!isSound) await queue.upsertJobScheduler(name, { every }, { name, data: {}, opts: KEPT });
  }
}
