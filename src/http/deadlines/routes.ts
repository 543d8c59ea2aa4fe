/** "Frister": what falls due, soonest first, each with the sentence of how it was found. */
import { Router } from 'express';
import { actorOrRefuse, requireActor } from '#src/auth/middleware.ts';
import { deadlineSentence } from '#src/calendar/sentence.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import { type DeadlineAhead, deadlinesAhead } from '#src/views/deadlines-ahead.ts';
import { dayOf, momentOf } from '../dates.ts';
import { type Names, namesIn } from '../names.ts';
import { renderPage } from '../render.ts';
import type { Web } from '../web.ts';
import { deadlineWords, word } from '../words.ts';

const DAY = 24 * 60 * 60 * 1000;

export function deadlineRoutes({ app }: Web): Router {
  const router = Router();
  router.get('/frister', requireActor(), async (request, response) => {
    const [directory, ahead, now] = await Promise.all([
      app.directory.current(),
      deadlinesAhead(app, actorOrRefuse(request)),
      app.clock.now(),
    ]);
    const names = namesIn(directory);
    renderPage(response, 'deadlines', {
      title: 'Frister',
      groups: GROUPS.map(({ id, heading, look, holds }) => ({
        id,
        heading,
        look,
        rows: ahead.filter(({ dueAt }) => groupOf(dueAt, now) === holds).map((each) => rowOf(each, names)),
      })).filter(({ rows }) => rows.length > 0),
    });
  });
  return router;
}

const GROUPS = [
  { id: 'overskredet', heading: 'Overskredet', look: 'state-stopped', holds: 'past' },
  { id: 'i-dag', heading: 'I dag', look: 'state-attention', holds: 'today' },
  { id: 'uge', heading: 'De næste syv dage', look: 'state-attention', holds: 'week' },
  { id: 'senere', heading: 'Senere', look: '', holds: 'later' },
] as const;

function groupOf(dueAt: string, now: Date): (typeof GROUPS)[number]['holds'] {
  const ahead = Date.parse(dueAt) - now.getTime();
  if (ahead < 0) return 'past';
  if (dayOfInstant(dueAt) === dayOfInstant(now.toISOString())) return 'today';
  return ahead < 7 * DAY ? 'week' : 'later';
}

const rowOf = ({ kind, dueAt, basis, on }: DeadlineAhead, names: Names) => ({
  moment: momentOf(dueAt),
  what: word('deadlineKinds', kind),
  text: on.kind === 'meeting' ? `${names.organ(on.organ)} ${dayOf(on.date)}` : on.title,
  href: `/${{ item: 'punkter', hearing: 'hoeringer', meeting: 'moeder' }[on.kind]}/${on.id}`,
  sentence: deadlineSentence(dueAt, basis, deadlineWords),
});
