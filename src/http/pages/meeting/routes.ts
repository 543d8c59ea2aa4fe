/** Meetings: the list, a new one, and one meeting with its agenda. */
import { Router } from 'express';
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { actorOrRefuse, requireActor } from '#src/auth/middleware.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { PlanMeetingInput, planMeeting } from '#src/commands/meeting/plan.ts';
import { isRefusal } from '#src/errors.ts';
import { localDay } from '#src/people/local-day.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { meetingList } from '#src/queries/meeting-list.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import type { MeetingTask } from '#src/queries/my-tasks.ts';
import { type Names, namesIn } from '#src/words/names.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, formBody, newRequestId, read } from '../../form.ts';
import { renderPage } from '../../render.ts';
import { stateBadge } from '../../state-badge.ts';
import type { Web } from '../../web.ts';
import { meetingPage } from './page.ts';

const ListQuery = z.object({ organ: Id.optional().catch(undefined) });

export function meetingRoutes({ app }: Web): Router {
  const router = Router();

  router.get('/moeder', async (request, response) => {
    const actor = actorOrRefuse(request);
    const { organ } = read(ListQuery, request.query);
    const [directory, list] = await Promise.all([app.directory.current(), meetingList(app, actor, organ)]);
    const names = namesIn(directory);
    renderPage(response, 'meetings', {
      title: 'Møder',
      mayPlan: isSecretariat(actor),
      organs: [...directory.organs.values()].map(({ id, name }) => ({ value: id, text: name, selected: id === organ })),
      groups: [
        { id: 'kommende', heading: 'Kommende', rows: list.coming.map((task) => meetingLine(task, names)) },
        { id: 'tidligere', heading: 'Tidligere', rows: list.past.map((task) => meetingLine(task, names)) },
      ],
    });
  });

  async function planPage(
    values: { organ: string; date: string; startsAt: string; endsAt: string; place: string },
    error: string | null,
  ) {
    const directory = await app.directory.current();
    return {
      title: 'Planlæg et møde',
      requestId: newRequestId(),
      today: localDay(await app.clock.now()),
      organs: [...directory.organs.values()].map(({ id, name }) => ({
        value: id,
        text: name,
        selected: id === values.organ,
      })),
      ...values,
      error,
    };
  }
  const secretariat = requireActor('secretariat');
  router.get('/moeder/nyt', secretariat, async (request, response) => {
    const organ = typeof request.query.organ === 'string' ? request.query.organ : '';
    renderPage(
      response,
      'meeting-new',
      await planPage({ organ, date: '', startsAt: '13:00', endsAt: '', place: '' }, null),
    );
  });
  router.post('/moeder', formBody, async (request, response) => {
    // An empty field of the form says nothing.
    const fields = Object.fromEntries(Object.entries(fieldsOf(request)).filter(([, value]) => value !== ''));
    try {
      const planned = await planMeeting(app, commandRequest(request), read(PlanMeetingInput, fields));
      response.redirect(303, withAfterParam(`/moeder/${planned.stream}`, planned));
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'bad-input') throw error;
      const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
      const values = {
        organ: text('organ'),
        date: text('date'),
        startsAt: text('startsAt'),
        endsAt: text('endsAt'),
        place: text('place'),
      };
      response.status(400);
      renderPage(response, 'meeting-new', await planPage(values, 'Vælg et organ, og skriv dato og klokkeslæt.'));
    }
  });

  router.get('/moeder/:meeting', async (request, response) => {
    const actor = actorOrRefuse(request);
    const view = await meetingView(app, actor, request.params.meeting);
    renderPage(response, 'meeting', await meetingPage(app, actor, view));
  });
  return router;
}

const meetingLine = (task: MeetingTask, names: Names) => ({
  href: `/moeder/${task.meeting}`,
  organ: names.organ(task.organ),
  when: `${weekdayOf(task.date)} kl. ${pointed(task.startsAt)}`,
  items: task.items === 1 ? '1 punkt' : `${task.items} punkter`,
  state: stateBadge('meeting', task.state),
});
