/** One line a request. Nothing that lets a reader of the log act: no tokens, cookies, codes or bodies. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Behind these an address is a secret: mailed links, for people and for programs, and a stranger's receipt. */
const SECRETS = /^(\/l|\/h|\/api\/v1\/links|\/api\/v1\/hearing-links|\/hoering\/[^/]+\/kvittering)\/.*$/s;
/** The path without its secret: a mailed link is logged as `/l/…`; the query string is never logged. */
const safePath = (path: string): string => path.replace(SECRETS, '$1/…').slice(0, 200);

export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const path = safePath(request.path);
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const line = { method: request.method, path, status: response.statusCode, ms };
      if (response.statusCode >= 500) log.error(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}
