/** A meeting is moved: when and where to, then what that means for its deadlines, then the move. */
import type { Response } from 'express';
import { z } from 'zod';
import { hasTag } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { meetingDeadlines } from '#src/commands/meeting/meeting-deadlines.ts';
import { assertAhead, MeetingTime } from '#src/commands/meeting/plan.ts';
import { rescheduleMeeting } from '#src/commands/meeting/reschedule.ts';
import type { App } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { organName } from '#src/people/names.ts';
import { authorize } from '#src/policies/verdict.ts';
import { type MeetingView, meetingView } from '#src/queries/meeting-page.ts';
import { refusalInWords } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import type { Fields } from '../../body.ts';
import { commandRequest, newRequestId } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { textIn } from '../../rows.ts';
import { dispatchLine, timesPlanned } from './dispatch-line.ts';
import { meetingStyle } from './page.ts';
import { warningLines } from './plan-warnings.ts';

/** The form's fields as they were typed. */
const formIn = (fields: Fields) => ({
  date: textIn(fields, 'date'),
  startsAt: textIn(fields, 'startsAt'),
  endsAt: textIn(fields, 'endsAt'),
  place: textIn(fields, 'place'),
});
type Form = ReturnType<typeof formIn>;

/** What is meant: an empty field says that there is none. */
const Move = z.preprocess(
  ({ do: pressed, date, startsAt, endsAt, place }: Fields) => ({
    pressed,
    when: { date, startsAt, endsAt: endsAt || null, place: String(place ?? '').trim() === '' ? null : place },
  }),
  z.object({ pressed: z.unknown().optional(), when: MeetingTime }),
);

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
    schema: { params: OfMeeting },
    async handler({ app, actor, response, params: { meeting } }) {
      const view = await movable(app, actor, meeting);
      const { date, startsAt, endsAt, place } = view.state.context;
      await show(app, response, view, { date, startsAt, endsAt: endsAt ?? '', place: place ?? '' });
    },
  }),
  operation({
    method: 'post',
    path: ADDRESS,
    access: 'session',
    schema: { params: OfMeeting, body: Move },
    async handler({ app, actor, request, response, params: { meeting }, body: { pressed, when }, fields }) {
      const [view, form] = [await movable(app, actor, meeting), formIn(fields)];
      try {
        if (pressed !== 'confirm') {
          if (pressed !== 'edit') await assertAhead(app, when.date);
          const more = pressed === 'edit' ? {} : { impact: await impactOf(app, view, form) };
          return await show(app, response, view, form, more);
        }
        const moved = await rescheduleMeeting.run(app, commandRequest(request), { meeting, ...when });
        response.redirect(303, withAfterParam(`/moeder/${meeting}`, moved));
      } catch (error) {
        if (!isRefusal(error) || (error.status !== 409 && error.status !== 400)) throw error;
        await show(app, response.status(error.status), view, form, {
          error: refusalInWords(error.code, error.details),
        });
      }
    },
    async onBadInput({ app, actor, response, params: { meeting }, fields }) {
      const view = await movable(app, actor, meeting);
      await show(app, response.status(400), view, formIn(fields), { error: 'Skriv en dato og et klokkeslæt.' });
    },
  }),
];

async function impactOf(app: App, view: MeetingView, form: Form) {
  const { date } = form;
  const { context } = view.state;
  const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
  const organ = directory.organs.get(context.organ);
  const times = (organ && meetingDeadlines(organ, date, directory).dispatch) ?? null;
  const before = dispatchLine(timesPlanned(view), now);
  const after = dispatchLine(times, now);
  return {
    warnings: await warningLines(app, { organ: context.organ, ...form }, context.meeting),
    items: context.items.length,
    sent: hasTag('meeting', view.state.value, 'sent'),
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
