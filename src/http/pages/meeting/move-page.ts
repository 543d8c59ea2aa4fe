/** A meeting is moved: when and where to, then what that means for its deadlines, then the move. */
import type { Response } from 'express';
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { meetingDeadlines } from '#src/commands/meeting/meeting-deadlines.ts';
import { rescheduleMeeting } from '#src/commands/meeting/reschedule.ts';
import type { App } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { organName } from '#src/people/names.ts';
import { authorize } from '#src/policies/verdict.ts';
import { type MeetingView, meetingView } from '#src/queries/meeting-page.ts';
import { readInput } from '#src/read-input.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, newRequestId } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { dispatchLine, timesPlanned } from './dispatch-line.ts';
import { meetingStyle } from './page.ts';

const Form = z.object({
  date: z.string().default(''),
  startsAt: z.string().default(''),
  endsAt: z.string().default(''),
  place: z.string().default(''),
});
type Form = z.infer<typeof Form>;

const ADDRESS = '/moeder/:meeting/flyt-moede';

async function movable(app: App, actor: Actor, meeting: string): Promise<MeetingView> {
  const view = await meetingView(app, actor, meeting);
  authorize(rescheduleMeeting.policy(actor, { state: view.state }));
  return view;
}

export const moveMeetingPages: readonly Operation[] = [
  operation({
    method: 'get',
    path: ADDRESS,
    access: 'session',
    async handler({ app, actor, response, params }) {
      const view = await movable(app, actor, params.meeting);
      const { date, startsAt, endsAt, place } = view.state.context;
      await show(app, response, view, { date, startsAt, endsAt: endsAt ?? '', place: place ?? '' });
    },
  }),
  operation({
    method: 'post',
    path: ADDRESS,
    access: 'session',
    async handler({ app, actor, request, response, params: { meeting } }) {
      const view = await movable(app, actor, meeting);
      const fields = fieldsOf(request);
      const form = readInput(Form, fields);
      const input = rescheduleMeeting.input.safeParse({
        meeting,
        date: form.date,
        startsAt: form.startsAt,
        endsAt: form.endsAt === '' ? null : form.endsAt,
        place: form.place.trim() === '' ? null : form.place,
      });
      if (!input.success)
        return show(app, response.status(400), view, form, { error: 'Skriv en dato og et klokkeslæt.' });
      if (fields.do !== 'confirm') {
        return show(app, response, view, form, fields.do === 'edit' ? {} : { impact: await impactOf(app, view, form) });
      }
      try {
        const moved = await rescheduleMeeting.run(app, commandRequest(request), input.data);
        response.redirect(303, withAfterParam(`/moeder/${meeting}`, moved));
      } catch (error) {
        if (!isRefusal(error) || error.status !== 409) throw error;
        const { text, lift } = sentenceOf(error.code);
        await show(app, response.status(409), view, form, { error: `${text} ${lift}` });
      }
    },
  }),
];

async function impactOf(app: App, view: MeetingView, { date }: Form) {
  const { context } = view.state;
  const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
  const organ = directory.organs.get(context.organ);
  const times = (organ && meetingDeadlines(organ, date, directory).dispatch) ?? null;
  const before = dispatchLine(timesPlanned(view), now);
  const after = dispatchLine(times, now);
  return {
    items: context.items.length,
    before: before?.text ?? null,
    after: after?.text ?? null,
    late: after?.late ?? false,
    warns: times === null ? null : momentInWords(times.warns.dueAt),
    sameDeadline: (before?.text ?? null) === (after?.text ?? null),
  };
}

async function show(
  app: App,
  response: Response,
  { state: { context } }: MeetingView,
  form: Form,
  more: { error?: string; impact?: Awaited<ReturnType<typeof impactOf>> } = {},
): Promise<void> {
  const organ = organName(await app.directory.current(), context.organ);
  const when = (date: string, time: string, place: string | null) =>
    `${weekdayOf(date)} kl. ${pointed(time)}${place ? `, ${place}` : ''}`;
  renderPage(response, 'meeting-move', {
    title: 'Flyt mødet',
    styles: [meetingStyle],
    meeting: context.meeting,
    requestId: newRequestId(),
    heading: `${organ} ${weekdayOf(context.date)}`,
    from: when(context.date, context.startsAt, context.place),
    to: more.impact ? when(form.date, form.startsAt, form.place) : '',
    form,
    error: more.error ?? null,
    impact: more.impact ?? null,
  });
}
