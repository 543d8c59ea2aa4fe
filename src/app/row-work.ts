/** The work of a queue whose jobs are rows of the ledger. */
import type { App } from '#src/context.ts';
import { type Acted, deliver } from '#src/queue/deliver.ts';
import { RowJob } from '#src/queue/queues.ts';
import type { OwnWork } from '#src/queue/run-worker.ts';
import { createBatchedLedger } from '#src/store/batched-ledger.ts';
import { dueDeliveries } from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';

/** Rows looked at, and milliseconds taken, by one round without Redis: the next takes the rest, should Redis still be away. */
const ROUND = { rows: 100, ms: 5_000 };

/** Does the work of one row, and says how many mails it took. */
export type RowAct = (row: Delivery, onSent: () => void) => Promise<Acted>;

export interface Rests {
  /** Called after a job that sent so many mails. */
  afterJob(sent: number): Promise<void>;
  /** Called after a row that sent so many mails and that no queue had spread. */
  afterRow(sent: number): Promise<void>;
}
const NO_RESTS: Rests = { afterJob: async () => {}, afterRow: async () => {} };

export function rowWork(app: App, queue: 'mail' | 'signal', act: RowAct, rests = NO_RESTS): OwnWork {
  const { collections, config } = app;
  const ledger = createBatchedLedger(collections, config.JOB_LOCK_SECONDS * 1_000);
  const deliverRow = async (id: string, failedBefore?: number) => {
    let sent = 0;
    const onSent = () => {
      sent += 1;
    };
    const delivered = await deliver({ ledger, act: (row) => act(row, onSent) }, id, failedBefore);
    return { delivered, sent };
  };
  return {
    queue,
    async run({ data, failedBefore }) {
      const { delivered, sent } = await deliverRow(RowJob.parse(data).id, failedBefore);
      await rests.afterJob(sent);
      return delivered;
    },
    async runWithoutRedis() {
      const endsAt = Date.now() + ROUND.ms;
      for (const { _id } of await dueDeliveries(collections, ROUND.rows, 0, queue)) {
        if (Date.now() > endsAt) return;
        const { sent } = await deliverRow(_id);
        await rests.afterRow(sent);
      }
    },
  };
}
