/** Read-your-writes: an address that carries `after=<stream>.<seq>` is answered from tables that have come so far. */
import type { RequestHandler } from 'express';
import type { App } from '#src/context.ts';

const AFTER = /^[A-Za-z0-9-]{1,64}\.\d{1,9}$/;

/** The address of a page after a change. @param committed what the command answered */
export const withAfterParam = (path: string, { stream, seq }: { stream: string; seq: number }): string =>
  `${path}?after=${stream}.${seq}`;

/** Rolls the stream named in `after` forward before the page is read. What is no such name is ignored. */
export function caughtUp(app: Pick<App, 'catchUp'>): RequestHandler {
  return async (request, _response, next) => {
    const { after } = request.query;
    if (typeof after === 'string' && AFTER.test(after)) await app.catchUp(after);
    next();
  };
}
