/** How the forms of the meeting's page become an action's input; `meeting` is added by the route. */
import { z } from 'zod';
import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { MeetingForm } from '#src/commands/meeting/meeting-action.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { membersOn } from '#src/people/offices.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import { headOf } from '#src/store/read-stream.ts';
import { type FormInput, formInput } from '../../form-input.ts';
import { AttendanceForm, attendanceFrom } from './attendance-form.ts';
import { DecisionForm, decisionFrom } from './read-decision.ts';

/** What was sent, beside what the form says. */
export interface Sent {
  app: App;
  actor: Actor;
  meeting: string;
}

const PartForm = z.object({ part: Id.default(AGENDA) });
const DispatchForm = PartForm.extend({
  lateReason: z.string().trim().max(5_000).default(''),
  acceptMissing: z.literal('yes').optional(),
});

const contextOf = async ({ app, meeting }: Sent): Promise<MeetingContext> =>
  (await headOf(app.collections, 'meeting', meeting)).state.context;

/** The forms on the meeting's own page. */
export const meetingForms: Record<MeetingForm, FormInput<Sent>> = {
  button: formInput(z.object({})),
  part: formInput(PartForm),
  reason: formInput(z.object({ reason: z.string() })),
  'item-and-reason': formInput(z.object({ item: Id, reason: z.string() })),
  dispatch: formInput(
    DispatchForm.transform(({ part, lateReason, acceptMissing }) => ({
      part,
      lateReason: lateReason || null,
      ...(acceptMissing === undefined ? {} : { acceptMissing: true }),
    })),
  ),
  'new-part': formInput(z.object({}), async (_, sent) => ({
    part: `tillaeg-${(await contextOf(sent)).parts.length}`,
  })),
  move: formInput(z.object({ item: Id, direction: z.enum(['op', 'ned']) }), async ({ item, direction }, sent) => ({
    items: moved(await contextOf(sent), item, direction),
  })),
  attendance: formInput(AttendanceForm, async (form, sent) => {
    const { organ, date } = await contextOf(sent);
    return attendanceFrom(membersOn(await sent.app.directory.current(), organ, date), form);
  }),
  decision: formInput(DecisionForm.extend({ item: Id }), async ({ item, ...form }, { app, actor, meeting }) => {
    const { agenda } = await meetingView(app, actor, meeting);
    const entry = agenda.find((each) => each.item === item);
    if (entry === undefined) throw notFound('agenda-item');
    return { item, ...decisionFrom(entry, form) };
  }),
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
