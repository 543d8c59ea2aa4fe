/** What is done to a meeting from its page: each form is one command, and the answer is the page as it then stands. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { addPart } from '#src/commands/add-part.ts';
import { beginMeeting } from '#src/commands/begin-meeting.ts';
import { dispatchAgenda } from '#src/commands/dispatch-agenda.ts';
import { endMeeting } from '#src/commands/end-meeting.ts';
import { freezeAgenda } from '#src/commands/freeze-agenda.ts';
import { listItem } from '#src/commands/list-item.ts';
import { orderItems } from '#src/commands/order-items.ts';
import { recordAttendance } from '#src/commands/record-attendance.ts';
import { recordDecision } from '#src/commands/record-decision.ts';
import type { Asked } from '#src/commands/request.ts';
import { reviewAgenda } from '#src/commands/review-agenda.ts';
import { strikeItem } from '#src/commands/strike-item.ts';
import { takeUpItem } from '#src/commands/take-up-item.ts';
import { thawAgenda } from '#src/commands/thaw-agenda.ts';
import { unlistItem } from '#src/commands/unlist-item.ts';
import { isRefusal, notFound } from '#src/errors.ts';
import { membersOn } from '#src/people/offices.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { meetingView } from '#src/views/meeting-page.ts';
import { afterwards } from '../after.ts';
import { askedBy, fieldsOf, formBody, read, textFormBody } from '../form.ts';
import { refusalsCounted } from '../metrics.ts';
import { renderPage } from '../render.ts';
import type { Web } from '../web.ts';
import { readAttendance } from './attendance-form.ts';
import { hasHeard } from './has-heard.ts';
import { moveMeetingPages } from './move-page.ts';
import { meetingPage } from './page.ts';
import { readDecision } from './read-decision.ts';

const PartForm = z.object({ part: Id.default(AGENDA) });
const DispatchForm = PartForm.extend({
  lateReason: z.string().trim().max(5_000).default(''),
});
const ItemForm = z.object({ item: Id });
const ListForm = ItemForm.extend({ part: Id.default(AGENDA) });
const MoveForm = ItemForm.extend({ direction: z.enum(['op', 'ned']) });
const StrikeForm = ItemForm.extend({ reason: z.string() });

export function meetingActionRoutes({ app }: Web): Router {
  const router = Router();
  router.use(moveMeetingPages(app));

  /** One form of the page: `act` reads the fields and runs the command. */
  const form = (
    path: string,
    act: (meeting: string, asked: Asked, fields: Record<string, unknown>, request: Request) => Promise<Committed>,
    body = formBody,
  ) =>
    router.post(`/moeder/:meeting/${path}`, body, async (request: Request, response: Response) => {
      const meeting = String(request.params.meeting);
      const fields = fieldsOf(request);
      try {
        const committed = await act(meeting, askedBy(request), fields, request);
        response.redirect(303, afterwards(`/moeder/${meeting}`, committed));
      } catch (error) {
        await showRefusal(request, response, error, fields);
      }
    });

  form('laas', (meeting, asked, fields) => freezeAgenda(app, asked, { meeting, ...read(PartForm, fields) }));
  form('laas-op', (meeting, asked, fields) => thawAgenda(app, asked, { meeting, ...read(PartForm, fields) }));
  form('udsend', (meeting, asked, fields) => {
    const { part, lateReason } = read(DispatchForm, fields);
    return dispatchAgenda(app, asked, { meeting, part, lateReason: lateReason === '' ? null : lateReason });
  });
  form('gennemgaaet', (meeting, asked) => reviewAgenda(app, asked, { meeting }));
  form('optag', (meeting, asked, fields) => takeUpItem(app, asked, { meeting, ...read(StrikeForm, fields) }));
  form('deltagelse', async (meeting, asked, fields) => {
    const { organ, date } = await contextOf(meeting);
    const members = membersOn(await app.directory.current(), organ, date);
    return recordAttendance(app, asked, { meeting, ...readAttendance(members, fields) });
  });
  form('begynd', (meeting, asked) => beginMeeting(app, asked, { meeting }));
  form('afslut', (meeting, asked) => endMeeting(app, asked, { meeting }));
  form('udgaar', (meeting, asked, fields) => strikeItem(app, asked, { meeting, ...read(StrikeForm, fields) }));
  form('tillaeg', async (meeting, asked) => {
    const { parts } = await contextOf(meeting);
    return addPart(app, asked, { meeting, part: `tillaeg-${parts.length}` });
  });
  form('flyt', async (meeting, asked, fields) => {
    const { item, direction } = read(MoveForm, fields);
    return orderItems(app, asked, { meeting, items: moved(await contextOf(meeting), item, direction) });
  });
  form('saet-paa', async (meeting, asked, fields) => {
    const { item, part } = read(ListForm, fields);
    const listed = await listItem(app, asked, { item, meeting, part });
    await hasHeard(app, meeting, ({ heard }) => heard[item] !== undefined);
    return listed;
  });
  form('tag-af', async (meeting, asked, fields) => {
    const { item } = read(ItemForm, fields);
    const unlisted = await unlistItem(app, asked, { item });
    await hasHeard(app, meeting, ({ items }) => items.every((listed) => listed.item !== item));
    return unlisted;
  });
  form(
    'beslutning',
    async (meeting, asked, fields, request) => {
      const { item, ...filledIn } = read(z.looseObject({ item: Id }), fields);
      const view = await meetingView(app, actorOrRefuse(request), meeting);
      const entry = view.agenda.find((each) => each.item === item);
      if (entry === undefined) throw notFound('agenda-item');
      return recordDecision(app, asked, { meeting, item, ...readDecision(entry, filledIn) });
    },
    textFormBody,
  );

  /** The meeting as it stands, with what was refused at its top and what was typed still in its form. */
  async function showRefusal(
    request: Request,
    response: Response,
    error: unknown,
    typed: Record<string, unknown>,
  ): Promise<void> {
    if (!isRefusal(error) || error.status >= 500 || error.status === 401) throw error;
    const actor = actorOrRefuse(request);
    const view = await meetingView(app, actor, String(request.params.meeting)).catch(() => {
      throw error;
    });
    refusalsCounted.inc({ rule: error.code });
    response.status(error.status);
    renderPage(response, 'meeting', await meetingPage(app, actor, view, { code: error.code, typed }));
  }

  async function contextOf(meeting: string): Promise<MeetingContext> {
    return (await headOf(app.collections, 'meeting', meeting)).state.context;
  }
  return router;
}

/** The order of all unnumbered items with one of them a place earlier or later within its part. */
function moved({ items }: MeetingContext, item: string, direction: 'op' | 'ned'): string[] {
  const movable = items.filter(({ number }) => number === null);
  const order = movable.map((each) => each.item);
  const part = movable.find((each) => each.item === item)?.part;
  const inPart = movable.filter((each) => each.part === part).map((each) => each.item);
  const neighbour = inPart[inPart.indexOf(item) + (direction === 'op' ? -1 : 1)];
  if (part === undefined || neighbour === undefined) return order;
  const swap = new Map([
    [item, neighbour],
    [neighbour, item],
  ]);
  return order.map((each) => swap.get(each) ?? each);
}
