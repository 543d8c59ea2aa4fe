/**
 * The jobs in the queues, as bull-board shows them: for administrators, and to look at only. A job names a row of the ledger and
 * what went wrong in a code, so there is no address and no text to be seen.
 */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Router } from 'express';
import { z } from 'zod';
import type { App } from '#src/context.ts';
import { notFound, Refusal } from '#src/errors.ts';
import { QUEUE_NAMES } from '#src/queue/queues.ts';
import { word } from '#src/words/words.ts';
import { contentPolicy } from '../../headers.ts';
import { type Operation, operation } from '../../operation.ts';

const PATH = '/drift/koer';

/**
 * bull-board names its scripts and styles relative to a <base> of its own, which our pages forbid. Everything else is as strict as
 * everywhere: no inline script runs, and nothing is fetched from elsewhere (it would take its typeface from Google).
 */
const POLICY = contentPolicy({ 'base-uri': "'self'" });

/** One for each process; a test may have several in one. */
const boards = new WeakMap<App, Router>();

/** Only GET: what would change a job or a queue is an unknown address, beside bull-board's own read-only mode. */
export const queueBoard: Operation = operation({
  method: 'get',
  path: [PATH, `${PATH}/*rest`],
  access: { role: 'admin' },
  // Its own pages, which it finds by itself.
  schema: { params: z.object({ rest: z.array(z.string()).optional() }) },
  async handler({ app, request, response }) {
    await app.queues.ping().catch((error: unknown) => {
      throw new Refusal('queues-unavailable', 503, {}, error);
    });
    const board = boards.get(app) ?? boardOf(app);
    boards.set(app, board);
    response.set('Content-Security-Policy', POLICY);
    await new Promise<void>((resolve, reject) => {
      response.once('close', resolve);
      board(request, response, (error: unknown) => reject(error ?? notFound('page')));
    });
  },
});

/** @throws Error when Redis does not answer */
function boardOf({ queues }: App): Router {
  const serverAdapter = new ExpressAdapter().setBasePath(PATH);
  createBullBoard({
    queues: QUEUE_NAMES.map(
      (name) => new BullMQAdapter(queues.queue(name), { readOnlyMode: true, displayName: word('queueNames', name) }),
    ),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Køer',
        locale: { lng: 'da-DK' },
        miscLinks: [{ text: 'Tilbage til Drift', url: '/drift' }],
        hideDocsLink: true,
        // What the server says of itself is no business of this page.
        hideRedisDetails: true,
      },
    },
  });
  const pages = serverAdapter.getRouter();
  pages.disable('x-powered-by');
  return Router().use(PATH, pages);
}
