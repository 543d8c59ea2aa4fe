/** The meeting is moved before its agenda is frozen; its deadlines move along. */
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { meetingAction } from './meeting-action.ts';
import { meetingDeadlines } from './meeting-deadlines.ts';
import { MeetingTime } from './plan.ts';

/** Refused by `not-in-this-state` (409) once the agenda is frozen. */
export const rescheduleMeeting = meetingAction({
  event: 'reschedule',
  order: 10,
  input: MeetingTime.extend({ meeting: Id }),
  policy: bySecretariat,
  async prepare(when, { deps, id }) {
    const head = await headOf(deps.collections, 'meeting', id);
    const directory = await deps.directory.current();
    const organ = directory.organs.get(head.state.context.organ);
    const deadlines = organ === undefined ? { dispatch: null } : meetingDeadlines(organ, when.date, directory);
    return { event: { type: 'reschedule', ...when, ...deadlines } };
  },
  pages: [{ path: 'flyt-moede', on: 'own' }],
});
