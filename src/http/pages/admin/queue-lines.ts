/** The queues as a table: a row for each, a column for each state that its jobs may be in. Pure. */
import type { QueueCounts, QueueName } from '#src/queue/queues.ts';
import { word } from '#src/words/words.ts';

const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

export const queueLines = (queues: Record<QueueName, QueueCounts>) => ({
  columns: STATES.map((state) => word('queue', state)),
  rows: Object.entries(queues).map(([name, counts]) => ({
    name: word('queueNames', name),
    // Jobs that wait behind others wait as well.
    counts: STATES.map((state) => (state === 'waiting' ? counts.waiting + counts.prioritized : counts[state])),
  })),
});
