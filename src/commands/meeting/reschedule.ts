/** The meeting is moved before it begins; its deadlines move along, and whoever was told of it is mailed. */
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { meetingAction } from './meeting-action.ts';
import { meetingDeadlines } from './meeting-deadlines.ts';
import { assertAhead, MeetingTime } from './plan.ts';

/** Refused by `not-in-this-state` (409) once the meeting has begun, by `date-is-past` (400). */
export const rescheduleMeeting = meetingAction({
  event: 'reschedule',
  order: 10,
  input: MeetingTime.extend({ meeting: Id }),
  policy: bySecretariat,
  async prepare(when, { deps, id }) {
    await assertAhead(deps, when.date);
    const head = await headOf(deps.collections, 'meeting', id);
    const directory = await deps.directory.current();
    const organ = directory.organs.get(head.state.context.organ);
    const deadlines = organ === undefined ? { dispatch: null } : meetingDeadlines(organ, when.date, directory);
    return { event: { type: 'reschedule', ...when, ...deadlines } };
  },
  pages: [{ path: 'flyt-moede', on: 'own' }],
});
