/** "Drift": queues, what is stuck, deliveries and failed mail with another try, and the way to who there is. */
import { z } from 'zod';
import { momentOf } from '#src/calendar/danish-dates.ts';
import { notFound } from '#src/errors.ts';
import { failedWork, tryWorkAgain } from '#src/queries/failed-work.ts';
import { hearingStages } from '#src/queries/open-hearings.ts';
import { DeliveryQuery, operations } from '#src/queries/operations.ts';
import { stateCounts } from '#src/queries/state-counts.ts';
import { jobFor } from '#src/queue/queues.ts';
import { reopenDelivery } from '#src/store/ledger.ts';
import { brokenInWords } from '#src/words/broken-in-words.ts';
import { namesIn } from '#src/words/names.ts';
import { word, wordsOf } from '#src/words/words.ts';
import { noteAudit } from '../../audit.ts';
import { type Operation, operation } from '../../operation.ts';
import { DeliveryKey, WorkKind, WorkRow } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { itemBadge } from '../../state-badge.ts';
import { adminTabs } from './admin-tabs.ts';
import { deliveryLine } from './delivery-line.ts';
import { failedWorkLine } from './failed-work-line.ts';
import { peoplePages } from './people-routes.ts';
import { queueBoard } from './queue-board.ts';
import { queueLines, silentLine } from './queue-lines.ts';
import { stateChartView } from './state-chart-view.ts';
import { itemRow, statePages } from './state-routes.ts';
import { stuckJobLines, stuckJobPages } from './stuck-jobs.ts';

const Retry = z.object({ key: DeliveryKey });

const overview = operation({
  method: 'get',
  path: '/drift',
  access: { role: 'admin' },
  schema: { query: DeliveryQuery },
  async handler({ app, query, response }) {
    const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
    const state = await operations(app, directory, query, now);
    const names = namesIn(directory);
    const stages = await hearingStages(app, state.stuck);
    renderPage(response, 'admin', {
      title: 'Drift',
      ...adminTabs(''),
      broken: state.broken.map(brokenInWords),
      queues: state.queues && queueLines({ ...state, queues: state.queues }),
      silent: state.silent.map(silentLine),
      stuckJobs: await stuckJobLines(app, names),
      chart: stateChartView('agenda-item', await stateCounts(app.collections, 'agenda-item')),
      pending: state.pending,
      open: state.counts.open,
      failed: state.counts.failed,
      reconcile: state.reconcile && { overdue: state.reconcile.overdue, until: momentOf(state.reconcile.until) },
      stuck: state.stuck.map((item) => ({
        ...itemRow(item, now),
        state: itemBadge(item.state, stages.get(item.item)),
        vacant: item.vacant,
        chain: `/drift/kaede/${item.item}`,
        item: item.item,
      })),
      failedWork: (await failedWork(app.collections)).map(failedWorkLine),
      states: wordsOf('deliveryStates').map(([value, text]) => ({ value, text, selected: value === query.state })),
      kinds: (['mail', 'signal'] as const).map((value) => ({
        value,
        text: word('deliveryKinds', value),
        selected: value === query.kind,
      })),
      deliveries: state.deliveries.map((delivery) => deliveryLine(delivery, names)),
    });
  },
});

const tryAgain = operation({
  method: 'post',
  path: '/drift/proev-igen',
  access: { role: 'admin' },
  audit: 'administered',
  schema: { body: Retry },
  async handler({ app, response, body: { key } }) {
    const reopened = await reopenDelivery(app.collections, key);
    if (reopened === null) throw notFound('delivery');
    noteAudit(response, { subject: key });
    // Nobody waits for Redis: where it does not answer, reconcile finds the row.
    void app.queues.ensure([jobFor(reopened.effect)]).catch(() => undefined);
    response.redirect(303, '/drift');
  },
});

const RetryWork = z.object({ kind: WorkKind, row: WorkRow });

const tryFailedWorkAgain = operation({
  method: 'post',
  path: '/drift/arbejde/proev-igen',
  access: { role: 'admin' },
  audit: 'administered',
  schema: { body: RetryWork },
  async handler({ app, response, body: { kind, row } }) {
    if (!(await tryWorkAgain(app, kind, row))) throw notFound('work');
    noteAudit(response, { subject: row });
    response.redirect(303, '/drift#bilag');
  },
});

export const adminPages: readonly Operation[] = [
  queueBoard,
  overview,
  tryAgain,
  tryFailedWorkAgain,
  ...stuckJobPages,
  ...statePages,
  ...peoplePages,
];
