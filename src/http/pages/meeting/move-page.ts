/** A meeting is moved: when and where to, then what that means for its deadlines, then the move. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { dispatchTimesOf } from '#src/commands/meeting/plan.ts';
import { rescheduleMeeting } from '#src/commands/meeting/reschedule.ts';
import type { App } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { organName } from '#src/people/names.ts';
import { authorize } from '#src/policies/verdict.ts';
import { type MeetingView, meetingView } from '#src/queries/meeting-page.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, formBody, newRequestId, read } from '../../form.ts';
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

export function moveMeetingPages(app: App): Router {
  const router = Router();

  async function movable(request: Request): Promise<MeetingView> {
    const view = await meetingView(app, actorOrRefuse(request), String(request.params.meeting));
    authorize(rescheduleMeeting.policy(actorOrRefuse(request), { state: view.state }));
    return view;
  }

  router.get(ADDRESS, async (request: Request, response) => {
    const view = await movable(request);
    const { date, startsAt, endsAt, place } = view.state.context;
    await show(response, view, { date, startsAt, endsAt: endsAt ?? '', place: place ?? '' });
  });

  router.post(ADDRESS, formBody, async (request: Request, response) => {
    const view = await movable(request);
    const fields = fieldsOf(request);
    const form = read(Form, fields);
    const { meeting } = view.state.context;
    const input = rescheduleMeeting.input.safeParse({
      meeting,
      date: form.date,
      startsAt: form.startsAt,
      endsAt: form.endsAt === '' ? null : form.endsAt,
      place: form.place.trim() === '' ? null : form.place,
    });
    if (!input.success) return show(response.status(400), view, form, { error: 'Skriv en dato og et klokkeslæt.' });
    if (fields.do !== 'confirm') {
      return show(response, view, form, fields.do === 'edit' ? {} : { impact: await impactOf(view, form) });
    }
    try {
      const moved = await rescheduleMeeting.run(app, commandRequest(request), input.data);
      response.redirect(303, withAfterParam(`/moeder/${meeting}`, moved));
    } catch (error) {
      if (!isRefusal(error) || error.status !== 409) throw error;
      const { text, lift } = sentenceOf(error.code);
      await show(response.status(409), view, form, { error: `${text} ${lift}` });
    }
  });

  async function impactOf(view: MeetingView, { date }: Form) {
    const { context } = view.state;
    const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
    const organ = directory.organs.get(context.organ);
    const times = organ === undefined ? null : dispatchTimesOf(organ, date, directory);
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
  return router;
}
