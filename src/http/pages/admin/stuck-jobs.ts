/** Work that should have been done long ago, with a button that sets it going again; and another try for all that has failed at once. */
import { z } from 'zod';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { PACKET_KINDS, packetJob, packetJobsDue, packetKind } from '#src/queue/packet.ts';
import { jobFor } from '#src/queue/queues.ts';
import { overdueDeliveries, reopenFailed } from '#src/store/ledger.ts';
import { spanOfSeconds } from '#src/words/elapsed.ts';
import type { Names } from '#src/words/names.ts';
import { word } from '#src/words/words.ts';
import { noteAudit } from '../../audit.ts';
import { type Operation, operation } from '../../operation.ts';
import { DeliveryKey, WorkKind, WorkRow } from '../../path-params.ts';
import { deliveryLine } from './delivery-line.ts';

/** As many of each are listed; who looks after these finds the next. */
const LISTED = 25;

/** @returns what has been due for longer than the setting says, longest first */
export async function stuckJobLines({ collections, config }: App, names: Names) {
  const limitMs = config.STUCK_JOB_MINUTES * 60_000;
  const [deliveries, work] = await Promise.all([
    overdueDeliveries(collections, LISTED, limitMs),
    packetJobsDue(collections, LISTED, limitMs),
  ]);
  return [
    ...deliveries.map((delivery) => {
      const { what, key, attempts, note } = deliveryLine(delivery, names);
      const { availableAt } = delivery;
      const waited = spanOfSeconds((Date.now() - availableAt.getTime()) / 1_000) ?? '';
      return { what, row: key, kind: '', attempts, note, since: momentOf(availableAt), waited };
    }),
    ...work.slice(0, LISTED).map(({ name, id }) => ({
      what: word('workKinds', name),
      row: id,
      kind: name,
      attempts: null,
      note: '',
      since: '',
      waited: '',
    })),
  ];
}

const setGoing = operation({
  method: 'post',
  path: '/drift/saet-i-gang',
  access: { role: 'admin' },
  audit: 'administered',
  schema: { body: z.object({ row: DeliveryKey }) },
  async handler({ app, response, body: { row } }) {
    const delivery = await app.collections.deliveries.findOne({ _id: row, state: 'open' }).lean();
    if (delivery === null) throw notFound('delivery');
    noteAudit(response, { subject: row });
    await app.queues.ensure([jobFor(delivery.effect)]).catch(() => undefined);
    response.redirect(303, '/drift');
  },
});

const setWorkGoing = operation({
  method: 'post',
  path: '/drift/arbejde/saet-i-gang',
  access: { role: 'admin' },
  audit: 'administered',
  schema: { body: z.object({ kind: WorkKind, row: WorkRow }) },
  async handler({ app, response, body: { kind, row } }) {
    if (!Object.hasOwn(PACKET_KINDS, kind)) throw notFound('work');
    const known = await packetKind(kind).rows(app.collections).findOne({ _id: row, state: 'wanted' }).lean();
    if (known === null) throw notFound('work');
    noteAudit(response, { subject: row });
    await app.queues.ensure([packetJob(kind, row)]).catch(() => undefined);
    response.redirect(303, '/drift');
  },
});

/** After an outage there are many: nobody presses a hundred buttons. */
const tryAllAgain = operation({
  method: 'post',
  path: '/drift/proev-alle-igen',
  access: { role: 'admin' },
  audit: 'administered',
  async handler({ app, response }) {
    // Reconcile adds their jobs.
    await reopenFailed(app.collections);
    response.redirect(303, '/drift#forsendelser');
  },
});

export const stuckJobPages: readonly Operation[] = [setGoing, setWorkGoing, tryAllAgain];
