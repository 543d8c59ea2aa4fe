/** The queues as a table: a row for each, a column for each state that its jobs may be in. Pure. */
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Operations } from '#src/queries/operations.ts';
import { QUEUE_NAMES, type QueueCounts, type QueueName } from '#src/queue/queues.ts';
import { spanOfSeconds } from '#src/words/elapsed.ts';
import { word } from '#src/words/words.ts';

const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

interface Machinery {
  queues: Record<QueueName, QueueCounts>;
  /** Workers of each queue. */
  workers: Record<QueueName, number> | null;
  /** Seconds that the oldest work of each queue has been due. */
  oldest: Record<QueueName, number>;
}

export const queueLines = ({ queues, workers, oldest }: Machinery) => ({
  columns: STATES.map((state) => word('queue', state)),
  rows: QUEUE_NAMES.map((name) => [name, queues[name]] as const).map(([name, counts]) => ({
    name: word('queueNames', name),
    workers: workers?.[name] ?? '–',
    oldest: spanOfSeconds(oldest[name]) ?? '–',
    // Jobs that wait behind others wait as well.
    counts: STATES.map((state) => (state === 'waiting' ? counts.waiting + counts.prioritized : counts[state])),
  })),
});

/** A worker process that has fallen silent: which it is, what it worked for, and when it was last heard of. */
export const silentLine = ({ name, queues, seenAt }: Operations['silent'][number]) => ({
  name,
  queues: QUEUE_NAMES.filter((queue) => queues.includes(queue))
    .map((queue) => word('queueNames', queue))
    .join(', '),
  seenAt: momentOf(seenAt),
});
