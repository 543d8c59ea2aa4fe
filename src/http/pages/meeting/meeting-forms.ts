/** How the forms of the meeting's page become an action's input; `meeting` is added by the route. */
import type { Request } from 'express';
import { z } from 'zod';
import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import type { MeetingForm } from '#src/commands/meeting/meeting-action.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { membersOn } from '#src/people/offices.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import { readInput } from '#src/read-input.ts';
import { headOf } from '#src/store/read-stream.ts';
import { readAttendance } from './attendance-form.ts';
import { readDecision } from './read-decision.ts';

type Fields = Record<string, unknown>;
interface Sent {
  app: App;
  request: Request;
  meeting: string;
  fields: Fields;
}
type ReadForm = (sent: Sent) => Fields | Promise<Fields>;

const PartForm = z.object({ part: Id.default(AGENDA) });
const DispatchForm = PartForm.extend({ lateReason: z.string().trim().max(5_000).default('') });
const ReasonForm = z.object({ item: Id, reason: z.string() });
const MoveForm = z.object({ item: Id, direction: z.enum(['op', 'ned']) });

const contextOf = async ({ app, meeting }: Sent): Promise<MeetingContext> =>
  (await headOf(app.collections, 'meeting', meeting)).state.context;

/** The forms on the meeting's own page. */
export const meetingForms: Partial<Record<MeetingForm, ReadForm>> = {
  button: () => ({}),
  part: ({ fields }) => readInput(PartForm, fields),
  'item-and-reason': ({ fields }) => readInput(ReasonForm, fields),
  dispatch({ fields }) {
    const { part, lateReason } = readInput(DispatchForm, fields);
    return { part, lateReason: lateReason === '' ? null : lateReason };
  },
  'new-part': async (sent) => ({ part: `tillaeg-${(await contextOf(sent)).parts.length}` }),
  async move(sent) {
    const { item, direction } = readInput(MoveForm, sent.fields);
    return { items: moved(await contextOf(sent), item, direction) };
  },
  async attendance(sent) {
    const { organ, date } = await contextOf(sent);
    return readAttendance(membersOn(await sent.app.directory.current(), organ, date), sent.fields);
  },
  async decision({ app, request, meeting, fields }) {
    const { item, ...filledIn } = readInput(z.looseObject({ item: Id }), fields);
    const { agenda } = await meetingView(app, actorOrRefuse(request), meeting);
    const entry = agenda.find((each) => each.item === item);
    if (entry === undefined) throw notFound('agenda-item');
    return { item, ...readDecision(entry, filledIn) };
  },
};

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
