/**
 * The demo's clock as a page: whoever tries Sagsgang need not wait three weeks for a hearing to close. Only where people play with
 * demo data (`npm start`); not where `npm run demo` moves the clock, and never in production.
 */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { putDemoClockForward, runsByItself } from '#src/demo-clock.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { nextDeadline } from '#src/store/deadlines.ts';
import { deadlineWordsOf } from '#src/words/words.ts';
import { fieldsOf, read, textFormBody } from '../../form.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';

const DAY_MS = 24 * 60 * 60_000;
const Forward = z.object({ to: z.enum(['frist', 'dag']) });

export function demoClockRoutes({ app }: Web): Router {
  const router = Router();
  if (!runsByItself(app.config)) return router;

  const pending = (until?: Date) => nextDeadline(app.collections, until);

  router.get('/ur', async (_request, response) => {
    const [next, now] = await Promise.all([pending(), app.clock.now()]);
    renderPage(response, 'demo-clock', {
      title: 'Demoens ur',
      now: momentInWords(now.toISOString()),
      next: next && { what: deadlineWordsOf(next.kind).what, moment: momentInWords(next.dueAt.toISOString()) },
    });
  });

  router.post('/ur', textFormBody, async (request: Request, response) => {
    const { to } = read(Forward, fieldsOf(request));
    const [next, now] = await Promise.all([pending(), app.clock.now()]);
    const goal = to === 'dag' ? new Date(now.getTime() + DAY_MS) : (next?.dueAt ?? now);
    // Time does not jump over what falls due on its way.
    for (let due = await pending(goal); due !== null; due = await pending(goal)) {
      await putDemoClockForward(app.connection, due.dueAt);
      const { done, void: dropped } = await sweepDeadlines(app);
      await app.relay.flush();
      if (done + dropped === 0) break;
    }
    await putDemoClockForward(app.connection, goal);
    response.redirect(303, '/ur');
  });
  return router;
}
