/** Who holds the web process up: while one request is computed, all others wait. */
import diagnosticsChannel from 'node:diagnostics_channel';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { Histogram } from 'prom-client';
import { actorOn } from '#src/auth/middleware.ts';
import { registry } from '#src/metrics.ts';
import { routedOn } from './routed.ts';

/** How often it is looked, in milliseconds. */
const EVERY_MS = 20;
/** Held up for longer than this, somebody is named; where the process has not computed for so long itself, the machine was busy. */
const LONGEST_MS = 100;
/** Of the requests that were under way, so many are named. */
const MOST_NAMED = 10;

const held = new Histogram({
  name: 'sagsgang_event_loop_held_seconds',
  help: 'How long the web process answered nobody, each time that was over a tenth of a second of its own computing',
  buckets: [0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});

/** What Node says of each request at its beginning. */
interface Begun {
  request: Request;
  response: { once(event: 'close', listener: () => void): void };
}

/** @returns a request as it is logged: its route's pattern, since an address may be a secret */
function named(request: Request, since: number, now: number): Record<string, unknown> {
  const { route = 'unknown' } = routedOn(request) ?? {};
  return { method: request.method, route, person: actorOn(request)?.person ?? null, ms: Math.round(now - since) };
}

/**
 * From now on logs which requests were under way whenever this process has answered nobody for over 100 ms. With one among them it is
 * that one; of several, the one that was so long under way.
 * @returns stops it
 */
export function watchEventLoop(log: Pick<Logger, 'warn'>): () => void {
  const underWay = new Map<Request, number>();
  /** Ended since the last look: what has held the process up may be over by now. */
  const over = new Set<Request>();
  const begin = (message: unknown) => {
    const { request, response } = message as Begun;
    underWay.set(request, performance.now());
    response.once('close', () => over.add(request));
  };
  diagnosticsChannel.subscribe('http.server.request.start', begin);

  let last = performance.now();
  let cpu = process.cpuUsage();
  const look = () => {
    const now = performance.now();
    const ms = now - last - EVERY_MS;
    const { user, system } = process.cpuUsage(cpu);
    if (ms > LONGEST_MS && (user + system) / 1000 > LONGEST_MS) {
      held.observe(ms / 1000);
      const requests = [...underWay].slice(0, MOST_NAMED).map(([request, since]) => named(request, since, now));
      log.warn({ ms: Math.round(ms), requests }, 'the event loop was held up');
    }
    for (const request of over) underWay.delete(request);
    over.clear();
    last = performance.now();
    cpu = process.cpuUsage();
  };
  const timer = setInterval(look, EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    diagnosticsChannel.unsubscribe('http.server.request.start', begin);
  };
}
