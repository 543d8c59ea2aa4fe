/**
 * The demo's clock as a page: whoever tries Sagsgang need not wait three weeks for a hearing to close. Only where people play with
 * demo data (`npm start`); not where `npm run demo` moves the clock, and never in production.
 */
import { z } from 'zod';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { App } from '#src/context.ts';
import { putDemoClockForward, runsByItself } from '#src/demo-clock.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { nextDeadline } from '#src/store/deadlines.ts';
import { deadlineWordsOf } from '#src/words/words.ts';
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';

const DAY_MS = 24 * 60 * 60_000;
const Forward = z.object({ to: z.enum(['frist', 'dag']) });

const pending = (app: App, until?: Date) => nextDeadline(app.collections, until);

const show = operation({
  method: 'get',
  path: '/ur',
  access: 'public',
  when: runsByItself,
  async handler({ app, response }) {
    const [next, now] = await Promise.all([pending(app), app.clock.now()]);
    renderPage(response, 'demo-clock', {
      title: 'Demoens ur',
      now: momentInWords(now.toISOString()),
      next: next && { what: deadlineWordsOf(next.kind).what, moment: momentInWords(next.dueAt.toISOString()) },
    });
  },
});

const putForward = operation({
  method: 'post',
  path: '/ur',
  access: 'public',
  when: runsByItself,
  schema: { body: Forward },
  async handler({ app, response, body: { to } }) {
    const [next, now] = await Promise.all([pending(app), app.clock.now()]);
    const goal = to === 'dag' ? new Date(now.getTime() + DAY_MS) : (next?.dueAt ?? now);
    // Time does not jump over what falls due on its way.
    for (let due = await pending(app, goal); due !== null; due = await pending(app, goal)) {
      await putDemoClockForward(app.connection, due.dueAt);
      const { done, void: dropped } = await sweepDeadlines(app);
      await app.relay.flush();
      if (done + dropped === 0) break;
    }
    await putDemoClockForward(app.connection, goal);
    response.redirect(303, '/ur');
  },
});

export const demoClockPages: readonly Operation[] = [show, putForward];
