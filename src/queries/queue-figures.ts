/** What the queues look like to whoever watches the service: how much waits and for how long, how long jobs take, what fails. */
import { trusted } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import { oldestPacketWork } from '#src/queue/packet.ts';
import { QUEUE_NAMES, type QueueCounts, type QueueName, type Queues } from '#src/queue/queues.ts';
import type { Collections } from '#src/store/collections.ts';

/** How one queue does. */
export interface QueueFigures {
  counts: QueueCounts;
  /** Jobs that have come to their end since Redis was last emptied. */
  done: number;
  failed: number;
  /** Seconds that each of the latest completed jobs took, shortest first. */
  durations: number[];
}

/** Of so many jobs that were completed last, how long each took. */
const LATEST = 100;

/** @throws when Redis does not answer */
export async function queueFigures(queues: Queues): Promise<Record<QueueName, QueueFigures>> {
  const counts = await queues.counts();
  const each = QUEUE_NAMES.map(async (name) => {
    const queue = queues.queue(name);
    const [done, failed, latest] = await Promise.all([
      queue.getMetrics('completed'),
      queue.getMetrics('failed'),
      queue.getJobs(['completed'], 0, LATEST - 1),
    ]);
    const durations = latest.flatMap(({ processedOn, finishedOn }) =>
      processedOn && finishedOn ? [(finishedOn - processedOn) / 1_000] : [],
    );
    const figures = {
      counts: counts[name],
      done: done.meta.count,
      failed: failed.meta.count,
      durations: durations.toSorted((a, b) => a - b),
    };
    return [name, figures] as const;
  });
  return Object.fromEntries(await Promise.all(each)) as Record<QueueName, QueueFigures>;
}

/**
 * Seconds that the oldest piece of work of each queue has been due, by the store: it knows also what no queue has. 0 where nothing is
 * due.
 * @throws what the store throws
 */
export async function oldestWork(deps: { collections: Collections; clock: Clock }): Promise<Record<QueueName, number>> {
  const { deliveries, deadlines } = deps.collections;
  const delivery = async (kind: 'mail' | 'signal') => {
    const now = new Date();
    const due = { state: 'open', 'effect.kind': kind, availableAt: trusted({ $lte: now }) } as const;
    const row = await deliveries.findOne(due).sort({ availableAt: 1 }).select('availableAt').lean();
    return secondsBetween(row?.availableAt, now);
  };
  const deadline = async () => {
    const now = await deps.clock.now();
    const due = { state: 'pending', dueAt: trusted({ $lte: now }) } as const;
    const row = await deadlines.findOne(due).sort({ dueAt: 1 }).select('dueAt').lean();
    return secondsBetween(row?.dueAt, now);
  };
  const work = async () => {
    const now = new Date();
    return secondsBetween(await oldestPacketWork(deps.collections), now);
  };
  const [mail, signal, sweep, packet] = await Promise.all([delivery('mail'), delivery('signal'), deadline(), work()]);
  return { mail, signal, deadlines: sweep, packet };
}

const secondsBetween = (since: Date | undefined, now: Date): number =>
  since === undefined ? 0 : Math.max(0, now.getTime() - since.getTime()) / 1_000;
