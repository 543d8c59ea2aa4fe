/** Who took part in the meeting, and who sent apologies. */

import { z } from 'zod';
import { MAX_SIGNERS } from '#machines/meeting/events.ts';
import { Id } from '#machines/primitives.ts';
import { AttendanceDocument } from '#src/content/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { hashJson } from '#src/store/record.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const RecordAttendanceInput = z.strictObject({
  meeting: Id,
  attendance: AttendanceDocument.omit({ kind: true }),
  /** The members who took part and have an account here: those who can sign. */
  members: z.array(Id).max(MAX_SIGNERS).default([]),
  chair: Id.nullable().default(null),
});

/** @throws Refusal `only-the-secretariat` (403), `not-in-this-state` (409) unless the meeting is in session */
export async function recordAttendance(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, attendance, members, chair } = readInput(RecordAttendanceInput, input);
  const document = { kind: 'attendance', ...attendance };
  return commitOnMeeting(
    parts,
    asked,
    meeting,
    { type: 'recordAttendance', attendance: hashJson(document), present: members, chair },
    [document],
  );
}
