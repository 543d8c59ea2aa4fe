/** How the machinery is doing: for administrators. States, queues and deliveries; never what a closed item says. */

import { trusted } from 'mongoose';
import { z } from 'zod';
import type { Broken } from '#machines/effects.ts';
import { statesWith } from '#machines/states.ts';
import type { Config } from '#src/config.ts';
import type { CommandDeps } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { whoActsFor } from '#src/people/offices.ts';
import type { QueueCounts, QueueName, Queues } from '#src/queue/queues.ts';
import { RECONCILE_LEASE } from '#src/queue/reconcile.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import type { Heartbeat } from '#src/store/models/heartbeat.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { machineryState } from './broken.ts';
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts';

const STATES = ['open', 'done', 'void', 'failed'] as const;
export const DeliveryQuery = z.object({
  state: z.enum(STATES).optional().catch(undefined),
  kind: z.enum(['mail', 'signal']).optional().catch(undefined),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

interface StuckItem extends Pick<ItemRow, 'waitsForOffice' | 'waitsForOrgan'>, Whereabouts {
  /** It waits for an office that nobody can act for. */
  vacant: boolean;
}

export interface Operations {
  /** Jobs by state, of all queues together; null when Redis does not answer. */
  queue: Record<string, number> | null;
  /** The same for each queue. */
  queues: Record<QueueName, QueueCounts> | null;
  /** How many workers each queue has; null when Redis does not answer. */
  workers: Record<QueueName, number> | null;
  /** Worker processes that have fallen silent and that none has replaced, longest first. */
  silent: Pick<Heartbeat, 'name' | 'queues' | 'seenAt'>[];
  /** For how many seconds the oldest work of each queue has been due. */
  oldest: Record<QueueName, number>;
  /** What is broken, worst first. */
  broken: Broken[];
  /** Transitions that are committed and not carried on yet. */
  pending: number;
  counts: { open: number; failed: number };
  /** Who reconciles, and until when its lease runs; null when nobody does. */
  reconcile: { until: Date; overdue: boolean } | null;
  stuck: StuckItem[];
  deliveries: Delivery[];
}

interface Parts extends Pick<CommandDeps, 'contents' | 'clock'> {
  collections: Collections;
  queues: Pick<Queues, 'counts' | 'queue'>;
  config: Pick<Config, 'STUCK_JOB_MINUTES'>;
}

const LONGEST = 15;
const LATEST = 50;
const PATIENCE_MS = 1_500;

/** Redis may be away: what it counts is one figure among others, and nobody waits for it. */
async function queueCounts({ queues }: Pick<Parts, 'queues'>): Promise<Operations['queues']> {
  const givenUp = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
  return Promise.race([queues.counts().catch(() => null), givenUp]);
}

/** Jobs that wait behind others wait as well. */
function inAll(queues: Record<QueueName, QueueCounts>): Record<string, number> {
  const sum = (...states: (keyof QueueCounts)[]) =>
    Object.values(queues).reduce((all, counts) => all + states.reduce((some, state) => some + counts[state], 0), 0);
  return {
    waiting: sum('waiting', 'prioritized'),
    active: sum('active'),
    delayed: sum('delayed'),
    failed: sum('failed'),
  };
}

/** @param now the service's time, for who acts for an office; leases run by the wall clock */
export async function operations(
  deps: Parts,
  directory: Directory,
  query: DeliveryQuery,
  now: Date,
): Promise<Operations> {
  const { items, deliveries, transitions, leases } = deps.collections;
  const [queues, { processes, ...state }, pending, open, failed, lease, longest, latest] = await Promise.all([
    queueCounts(deps),
    machineryState(deps, directory),
    transitions.countDocuments({ pending: trusted({ $exists: true }) }),
    deliveries.countDocuments({ state: 'open' }),
    deliveries.countDocuments({ state: 'failed' }),
    leases.findOne({ _id: RECONCILE_LEASE }).lean(),
    items
      .find({ state: trusted({ $in: statesWith('agenda-item', 'on-route') }) })
      .sort({ at: 1 })
      .limit(LONGEST)
      .lean(),
    deliveries
      // Those that were due last: what is tried again comes up again. The states by name, so that the index of them is read.
      .find({
        state: trusted({ $in: query.state ? [query.state] : [...STATES] }),
        ...(query.kind ? { 'effect.kind': query.kind } : {}),
      })
      .sort({ availableAt: -1 })
      .limit(LATEST)
      .lean(),
  ]);
  return {
    queue: queues && inAll(queues),
    queues,
    ...state,
    silent: processes.silent.map(({ name, queues, seenAt }) => ({ name, queues, seenAt })),
    pending,
    counts: { open, failed },
    reconcile: lease && { until: lease.until, overdue: lease.until.getTime() < Date.now() },
    stuck: (await whereaboutsOf(deps, directory, longest, now)).map((whereabouts, n) => {
      const { waitsForOffice = null, waitsForOrgan = null, context } = longest[n] ?? {};
      return {
        ...whereabouts,
        waitsForOffice,
        waitsForOrgan: waitsForOrgan ?? context?.listing?.organ ?? null,
        vacant: waitsForOffice !== null && whoActsFor(directory, waitsForOffice, now).kind === 'nobody',
      };
    }),
    deliveries: latest,
  };
}
