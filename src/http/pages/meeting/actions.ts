/** What is done to a meeting from its page: each form is one command, and the answer is the page as it then stands. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { listItem } from '#src/commands/item/list.ts';
import { unlistItem } from '#src/commands/item/unlist.ts';
import { addPart } from '#src/commands/meeting/add-part.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { orderItems } from '#src/commands/meeting/order.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { reviewAgenda } from '#src/commands/meeting/review.ts';
import { strikeItem } from '#src/commands/meeting/strike.ts';
import { takeUpItem } from '#src/commands/meeting/take-up.ts';
import { thawAgenda } from '#src/commands/meeting/thaw.ts';
import type { CommandRequest } from '#src/context.ts';
import { isRefusal, notFound } from '#src/errors.ts';
import { membersOn } from '#src/people/offices.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, formBody, read, textFormBody } from '../../form.ts';
import { refusalsCounted } from '../../metrics.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { readAttendance } from './attendance-form.ts';
import { moveMeetingPages } from './move-page.ts';
import { meetingPage } from './page.ts';
import { readDecision } from './read-decision.ts';
import { waitForSignal } from './wait-for-signal.ts';

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
    act: (
      meeting: string,
      command: CommandRequest,
      fields: Record<string, unknown>,
      request: Request,
    ) => Promise<Committed>,
    body = formBody,
  ) =>
    router.post(`/moeder/:meeting/${path}`, body, async (request: Request, response: Response) => {
      const meeting = String(request.params.meeting);
      const fields = fieldsOf(request);
      try {
        const committed = await act(meeting, commandRequest(request), fields, request);
        response.redirect(303, withAfterParam(`/moeder/${meeting}`, committed));
      } catch (error) {
        await showRefusal(request, response, error, fields);
      }
    });

  form('laas', (meeting, command, fields) => freezeAgenda(app, command, { meeting, ...read(PartForm, fields) }));
  form('laas-op', (meeting, command, fields) => thawAgenda(app, command, { meeting, ...read(PartForm, fields) }));
  form('udsend', (meeting, command, fields) => {
    const { part, lateReason } = read(DispatchForm, fields);
    return dispatchAgenda(app, command, { meeting, part, lateReason: lateReason === '' ? null : lateReason });
  });
  form('gennemgaaet', (meeting, command) => reviewAgenda(app, command, { meeting }));
  form('optag', (meeting, command, fields) => takeUpItem(app, command, { meeting, ...read(StrikeForm, fields) }));
  form('deltagelse', async (meeting, command, fields) => {
    const { organ, date } = await contextOf(meeting);
    const members = membersOn(await app.directory.current(), organ, date);
    return recordAttendance(app, command, { meeting, ...readAttendance(members, fields) });
  });
  form('begynd', (meeting, command) => beginMeeting(app, command, { meeting }));
  form('afslut', (meeting, command) => endMeeting(app, command, { meeting }));
  form('udgaar', (meeting, command, fields) => strikeItem(app, command, { meeting, ...read(StrikeForm, fields) }));
  form('tillaeg', async (meeting, command) => {
    const { parts } = await contextOf(meeting);
    return addPart(app, command, { meeting, part: `tillaeg-${parts.length}` });
  });
  form('flyt', async (meeting, command, fields) => {
    const { item, direction } = read(MoveForm, fields);
    return orderItems(app, command, { meeting, items: moved(await contextOf(meeting), item, direction) });
  });
  form('saet-paa', async (meeting, command, fields) => {
    const { item, part } = read(ListForm, fields);
    const listed = await listItem.run(app, command, { item, meeting, part });
    await waitForSignal(app, meeting, ({ heard }) => heard[item] !== undefined);
    return listed;
  });
  form('tag-af', async (meeting, command, fields) => {
    const { item } = read(ItemForm, fields);
    const unlisted = await unlistItem.run(app, command, { item });
    await waitForSignal(app, meeting, ({ items }) => items.every((listed) => listed.item !== item));
    return unlisted;
  });
  form(
    'beslutning',
    async (meeting, command, fields, request) => {
      const { item, ...filledIn } = read(z.looseObject({ item: Id }), fields);
      const view = await meetingView(app, actorOrRefuse(request), meeting);
      const entry = view.agenda.find((each) => each.item === item);
      if (entry === undefined) throw notFound('agenda-item');
      return recordDecision(app, command, { meeting, item, ...readDecision(entry, filledIn) });
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
