/**
 * One line a request. Nothing that lets a reader of the log act: no cookies, codes or bodies, and no address. The address of a mailed
 * link is a secret however it is written (`/L/…` and `/%6C/…` lead as far as `/l/…`, or nearly), so that none is cut out of addresses:
 * the route's pattern is logged, and the id of the record that it names.
 */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { routedOn } from './routed.ts';

const ids = new WeakMap<Request, string>();
/** What a request is called in the logs; not what a client calls it, who could call two the same. */
export function requestIdOf(request: Request): string {
  const id = ids.get(request) ?? randomUUID();
  ids.set(request, id);
  return id;
}

export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const { route = 'unknown', subject = null } = routedOn(request) ?? {};
      const about = { request: requestIdOf(request), method: request.method, route, ...(subject && { subject }) };
      const line = { ...about, status: response.statusCode, ms };
      if (response.statusCode >= 500) log.error(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}
