/** What a scraper reads at /metrics. */
import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Histogram } from 'prom-client';
import { registry } from '#src/metrics.ts';
import type { Commit } from '#src/store/commit.ts';
import { machineOf } from '#src/store/record.ts';
import { routedOn } from './routed.ts';

collectDefaultMetrics({ register: registry });

const durations = new Histogram({
  name: 'sagsgang_http_duration_seconds',
  help: 'Time from request to reply, by route pattern',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});
const commitsCounted = new Counter({
  name: 'sagsgang_commits_total',
  help: 'Transitions committed through this web process, by machine',
  labelNames: ['machine'],
  registers: [registry],
});
export const refusalsCounted = new Counter({
  name: 'sagsgang_refusals_total',
  help: 'Refused requests by rule',
  labelNames: ['rule'],
  registers: [registry],
});

/** The same commit, counted; an answer given again is no new transition. */
export const countingCommits =
  (commit: Commit): Commit =>
  async (command) => {
    const committed = await commit(command);
    if (!committed.replayed) commitsCounted.inc({ machine: machineOf(committed.stream) });
    return committed;
  };

/** Measures each request under its route's pattern; an address that no route knows is `unknown`, so labels stay few. */
export const measureRequests: RequestHandler = (request, response, next) => {
  const stop = durations.startTimer();
  response.once('close', () => {
    const route = routedOn(request)?.route ?? 'unknown';
    stop({ method: request.method, route, status: response.statusCode });
  });
  next();
};
