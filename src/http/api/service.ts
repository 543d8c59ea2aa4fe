/** How the machinery is doing, and another try for what failed. Only for administrators. */
import { z } from 'zod';
import { notFound } from '#src/errors.ts';
import { failedWork, tryWorkAgain } from '#src/queries/failed-work.ts';
import { operations } from '#src/queries/operations.ts';
import { jobFor } from '#src/queue/queues.ts';
import { reopenDelivery } from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { brokenInWords } from '#src/words/broken-in-words.ts';
import { answer, nothing } from '../answer.ts';
import { noteAudit } from '../audit.ts';
import { type Operation, operation } from '../operation.ts';
import { mustDo } from '../pages/admin/must-do.ts';
import { DeliveryKey, WorkKind, WorkRow } from '../path-params.ts';
import { OperationsSeen } from './answers-of-service.ts';
import { OperationsQuery } from './queries.ts';

export const serviceOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/api/v1/operations',
    access: { role: 'admin' },
    summary: 'Queues, what is stuck, and the newest deliveries.',
    schema: { query: OperationsQuery },
    answers: answer('States and counts, never what a closed item says.', OperationsSeen),
    async handler({ app, query }) {
      const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
      const { deliveries, stuck, broken, ...figures } = await operations(app, directory, query, now);
      return {
        ...figures,
        broken: broken.map((each) => {
          const { text, lift } = brokenInWords(each);
          return { ...each, text, lift };
        }),
        stuck: stuck.map(({ item, state, at, waitsForOffice, waitsForOrgan, vacant, title, caseNumber, ...rest }) => ({
          ...{ item, state, at, waitsForOffice, waitsForOrgan, vacant, title, caseNumber },
          mustDo: mustDo({ ...rest, item, state, at, title, caseNumber }),
        })),
        deliveries: deliveries.map(deliveryData),
        failedWork: await failedWork(app.collections),
      };
    },
  }),
  operation({
    method: 'post',
    path: '/api/v1/work/:kind/:row/tries',
    access: { role: 'admin' },
    audit: 'administered',
    summary: 'Tries failed work on a file once more.',
    schema: { params: z.object({ kind: WorkKind, row: WorkRow }) },
    answers: nothing('It is wanted again.'),
    async handler({ app, response, params: { kind, row } }) {
      if (!(await tryWorkAgain(app, kind, row))) throw notFound('work');
      noteAudit(response, { subject: row });
    },
  }),
  operation({
    method: 'post',
    path: '/api/v1/deliveries/:key/tries',
    access: { role: 'admin' },
    audit: 'administered',
    summary: 'Tries a failed delivery once more.',
    schema: { params: z.object({ key: DeliveryKey }) },
    answers: nothing('It is open again.'),
    async handler({ app, response, params: { key } }) {
      const reopened = await reopenDelivery(app.collections, key);
      if (reopened === null) throw notFound('delivery');
      noteAudit(response, { subject: key });
      // Nobody waits for Redis: where it does not answer, reconcile finds the row.
      void app.queues.ensure([jobFor(reopened.effect)]).catch(() => undefined);
    },
  }),
];

/** Who was written to stays in the ledger: an administrator sees that, not what a closed item says. */
function deliveryData({
  _id: key,
  stream,
  seq,
  effect,
  state,
  attempts,
  messages,
  note,
  createdAt,
  closedAt,
}: Delivery) {
  const what =
    effect.kind === 'mail' ? effect.params.template : effect.kind === 'signal' ? effect.params.event.type : '';
  return {
    key,
    stream,
    seq,
    kind: effect.kind,
    what,
    state,
    attempts,
    sent: messages.length,
    note,
    createdAt,
    closedAt,
  };
}
