/** The queues' figures for a scraper. All web processes say the same, because they read it from Redis and the store. */
import { Counter, Gauge } from 'prom-client';
import type { App } from '#src/context.ts';
import { registry } from '#src/metrics.ts';
import { oldestWork, queueFigures } from '#src/queries/queue-figures.ts';

const jobs = new Gauge({
  name: 'sagsgang_queue_jobs',
  help: 'Jobs of a queue by state; prioritized ones wait behind the waiting ones, delayed ones for their next try',
  labelNames: ['queue', 'state'],
  registers: [registry],
});
const oldest = new Gauge({
  name: 'sagsgang_queue_oldest_seconds',
  help: 'How long the oldest work of a queue has been due, by the store',
  labelNames: ['queue'],
  registers: [registry],
});
const durations = new Gauge({
  name: 'sagsgang_queue_duration_seconds',
  help: 'How long the latest hundred completed jobs of a queue took',
  labelNames: ['queue', 'quantile'],
  registers: [registry],
});
const finished = new Counter({
  name: 'sagsgang_queue_finished_total',
  help: 'Jobs of a queue that were done, and that failed for good, since Redis was last emptied',
  labelNames: ['queue', 'result'],
  registers: [registry],
});

const QUANTILES = [0.5, 0.95, 1];

/** What Redis says. @throws when it does not answer; then the figures are gone, not stale */
export async function measureQueues({ queues }: Pick<App, 'queues'>): Promise<void> {
  for (const metric of [jobs, durations, finished]) metric.reset();
  for (const [queue, figures] of Object.entries(await queueFigures(queues))) {
    for (const [state, count] of Object.entries(figures.counts)) jobs.set({ queue, state }, count);
    finished.inc({ queue, result: 'done' }, figures.done);
    finished.inc({ queue, result: 'failed' }, figures.failed);
    for (const quantile of QUANTILES) {
      const seconds = figures.durations[Math.ceil(figures.durations.length * quantile) - 1];
      if (seconds !== undefined) durations.set({ queue, quantile }, seconds);
    }
  }
}

/** What the store says. @throws when it does not answer; then the figures are gone, not stale */
export async function measureOldestWork(app: Pick<App, 'collections' | 'clock'>): Promise<void> {
  oldest.reset();
  for (const [queue, seconds] of Object.entries(await oldestWork(app))) oldest.set({ queue }, seconds);
}
