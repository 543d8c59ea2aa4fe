/** What the machinery around the service asks: does the process live, can it serve, and its figures. */
import { Gauge } from 'prom-client';
import type { App } from '#src/context.ts';
import { missingIndexes } from '#src/indexes.ts';
import { registry } from '#src/metrics.ts';
import { type Operation, operation } from './operation.ts';
import { measureOldestWork, measureQueues } from './queue-metrics.ts';

const relayLag = new Gauge({
  name: 'sagsgang_relay_lag_seconds',
  help: 'How long the oldest transition of this process has waited to be carried on',
  registers: [registry],
});
const deliveries = new Gauge({
  name: 'sagsgang_deliveries',
  help: 'Rows of the ledger by state',
  labelNames: ['state'],
  registers: [registry],
});

const PATIENCE_MS = 2_000;
const within = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS, new Error('no answer')).unref()),
  ]);

const indexesSeen = new WeakSet<App>();

async function storeReady(app: App): Promise<void> {
  await app.connection.db?.command({ ping: 1 });
  if (indexesSeen.has(app)) return;
  const { unique } = await missingIndexes(app.connection);
  if (unique.length > 0) throw new Error(`missing indexes: ${unique.join(', ')}`);
  indexesSeen.add(app);
}

export const healthOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/healthz',
    access: 'public',
    handler: ({ response }) => response.json({ alive: true }),
  }),
  operation({
    method: 'get',
    path: '/readyz',
    access: 'public',
    async handler({ web, app, response }) {
      const [store, redis] = await Promise.allSettled([within(storeReady(app)), within(app.queues.ping())]);
      const stopping = web.stopping();
      const ready = store.status === 'fulfilled' && !stopping;
      response.status(ready ? 200 : 503).json({
        ready,
        stopping,
        store: store.status === 'fulfilled' ? 'ok' : 'no answer',
        // Reported only: pages never wait for Redis.
        redis: redis.status === 'fulfilled' ? 'ok' : 'no answer',
      });
    },
  }),
  operation({
    method: 'get',
    path: '/metrics',
    access: 'public',
    async handler({ app, response }) {
      relayLag.set(app.relay.lag() / 1_000);
      await Promise.all([
        within(countDeliveries(app)).catch(() => deliveries.reset()),
        // Where one of the two does not answer, its figures are missing and the others are there.
        within(measureOldestWork(app)).catch(() => undefined),
        within(measureQueues(app)).catch(() => undefined),
      ]);
      response.type(registry.contentType).send(await registry.metrics());
    },
  }),
];

/** Closed rows are estimated by the total, so that a scrape never counts a whole history. */
async function countDeliveries({ collections }: Pick<App, 'collections'>): Promise<void> {
  const count = (state: string) => collections.deliveries.countDocuments({ state: state as 'open' });
  const [open, failed, total] = await Promise.all([
    count('open'),
    count('failed'),
    collections.deliveries.estimatedDocumentCount(),
  ]);
  deliveries.set({ state: 'open' }, open);
  deliveries.set({ state: 'failed' }, failed);
  deliveries.set({ state: 'closed' }, Math.max(0, total - open - failed));
}
