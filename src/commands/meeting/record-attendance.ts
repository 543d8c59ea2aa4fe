/** Who took part in the meeting, and who sent apologies. */

import { z } from 'zod';
import { MAX_SIGNERS } from '#machines/meeting/events.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { AttendanceDocument } from '#src/documents/decision.ts';
import { notAllowedNow } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { hashJson } from '#src/store/record.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const RecordAttendanceInput = z.strictObject({
  meeting: Id,
  attendance: AttendanceDocument.omit({ kind: true }),
  /** The members who took part and have an account here: those who can sign. */
  members: z.array(Id).max(MAX_SIGNERS).default([]),
  chair: Id.nullable().default(null),
});

/**
 * @throws Refusal `only-the-secretariat` (403), `not-in-this-state` (409) unless the meeting is in session or its protocol not yet
 *   out for signature, `unknown-person` (409): nobody else could ever answer for the protocol
 */
export async function recordAttendance(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, attendance, members, chair } = readInput(RecordAttendanceInput, input);
  const { people } = await deps.directory.current();
  const unknown = [...members, ...(chair === null ? [] : [chair])].find((person) => !people.has(person));
  if (unknown !== undefined) throw notAllowedNow('unknown-person', { person: unknown });
  const document = { kind: 'attendance', ...attendance };
  return commitOnMeeting(
    deps,
    request,
    meeting,
    { type: 'recordAttendance', attendance: hashJson(document), present: members, chair },
    [document],
  );
}
