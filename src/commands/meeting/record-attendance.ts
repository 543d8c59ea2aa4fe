/** Who took part in the meeting, and who sent apologies. */
import { z } from 'zod';
import { MAX_SIGNERS } from '#machines/meeting/events.ts';
import { Id } from '#machines/primitives.ts';
import { AttendanceDocument } from '#src/documents/decision.ts';
import { notAllowedNow } from '#src/errors.ts';
import { membersOn } from '#src/people/offices.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { meetingAction } from './meeting-action.ts';
import { assertNamedOnce } from './named-once.ts';

/**
 * `basis`: how often the attendance had been recorded (`context.attendanceRevision`) when its writer looked; 0 where it had not.
 * Refused by `attendance-as-seen` (409) where somebody has recorded another one since, by `not-in-this-state` (409) unless the meeting
 * is in session or its protocol not yet out for signature, by `unknown-person` (409): nobody else could ever answer for the protocol; by
 * `attendance-once` (409) where somebody stands in two places, and `chair-took-part` (409) where whoever led the meeting was away.
 */
export const recordAttendance = meetingAction({
  event: 'recordAttendance',
  order: 90,
  input: z.strictObject({
    meeting: Id,
    basis: z.number().int().min(0).default(0),
    attendance: AttendanceDocument.omit({ kind: true }),
    /** The members who took part and have an account here: those who can sign. */
    members: z.array(Id).max(MAX_SIGNERS).default([]),
    chair: Id.nullable().default(null),
  }),
  policy: bySecretariat,
  async prepare({ basis, attendance, members, chair }, { deps, id }) {
    const directory = await deps.directory.current();
    const { people } = directory;
    const unknown = [...members, ...(chair === null ? [] : [chair])].find((person) => !people.has(person));
    if (unknown !== undefined) throw notAllowedNow('unknown-person', { person: unknown });
    const { organ, date } = (await headOf(deps.collections, 'meeting', id)).state.context;
    const took = { label: 'Deltagere:', people: attendance.present };
    assertNamedOnce([took, ...attendance.absences], membersOn(directory, organ, date), { ...took, people: members });
    const document = { kind: 'attendance', ...attendance };
    return {
      event: { type: 'recordAttendance', basis, attendance: hashJson(document), present: members, chair },
      documents: [document],
    };
  },
  pages: [{ path: 'deltagelse', form: 'attendance', on: 'meeting' }],
});
