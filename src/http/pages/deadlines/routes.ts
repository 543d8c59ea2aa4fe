/** "Frister": what falls due, soonest first, each with how it was found; and which did not come as they should. */
import { dayOf } from '#src/calendar/danish-dates.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import { seesAllDeadlines } from '#src/policies/roles.ts';
import { deadlinesAhead, type KnownDeadline } from '#src/queries/deadlines-ahead.ts';
import { timelineDeadline } from '#src/store/timeline.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';
import { type Names, namesIn } from '#src/words/names.ts';
import { answer } from '../../answer.ts';
import { Deadlines } from '../../api/answers-of-service.ts';
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { deadlineLine } from './deadline-line.ts';

const DAY = 24 * 60 * 60 * 1000;

const page = operation({
  method: 'get',
  path: '/frister',
  access: 'session',
  async handler({ app, actor, response }) {
    const [directory, { pending, notable }, now] = await Promise.all([
      app.directory.current(),
      deadlinesAhead(app, actor),
      app.clock.now(),
    ]);
    const names = namesIn(directory);
    const line = ({ row, on }: KnownDeadline) => ({ ...deadlineLine(row, now), ...subjectOf(on, names) });
    renderPage(response, 'deadlines', {
      title: 'Frister',
      everybodys: seesAllDeadlines(actor),
      groups: GROUPS.map(({ id, heading }) => ({
        id,
        heading,
        lines: pending.filter(({ row }) => groupOf(row.dueAt, now) === id).map(line),
      })).filter(({ lines }) => lines.length > 0),
      notable: notable.map(line),
    });
  },
});

const data = operation({
  method: 'get',
  path: '/api/v1/deadlines',
  access: 'session',
  summary: 'What falls due on what one may see, each with how it was found, and what came late or fell away.',
  answers: answer('Deadlines still to come, soonest first, and those to know of, latest first.', Deadlines),
  async handler({ app, actor }) {
    const { pending, notable } = await deadlinesAhead(app, actor);
    return { pending: pending.map(asData), notable: notable.map(asData) };
  },
});

export const deadlineOperations: readonly Operation[] = [page, data];

const asData = ({ row, on }: KnownDeadline) => ({
  ...timelineDeadline(row, (dueAt, basis) => deadlineSentence(dueAt, basis)),
  on,
});

const GROUPS = [
  { id: 'overskredet', heading: 'Overskredet' },
  { id: 'i-dag', heading: 'I dag' },
  { id: 'uge', heading: 'De næste syv dage' },
  { id: 'senere', heading: 'Senere' },
] as const;

function groupOf(dueAt: Date, now: Date): (typeof GROUPS)[number]['id'] {
  const ahead = dueAt.getTime() - now.getTime();
  if (ahead < 0) return 'overskredet';
  if (dayOfInstant(dueAt.toISOString()) === dayOfInstant(now.toISOString())) return 'i-dag';
  return ahead < 7 * DAY ? 'uge' : 'senere';
}

const PAGES = { item: 'punkter', hearing: 'hoeringer', meeting: 'moeder', withheld: 'drift/kaede' } as const;

function subjectOf(on: KnownDeadline['on'], names: Names): { text: string; href: string } {
  const href = `/${PAGES[on.kind]}/${on.id}`;
  if (on.kind === 'meeting') return { href, text: `${names.organ(on.organ)} ${dayOf(on.date)}` };
  return { href, text: on.kind === 'withheld' ? 'Lukket punkt' : on.title };
}
