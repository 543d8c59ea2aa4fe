/** The meeting is moved before its agenda is frozen; its deadlines move along. */
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';
import { dispatchTimesOf, MeetingTime } from './plan.ts';

export const RescheduleMeetingInput = MeetingTime.extend({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), `not-in-this-state` (409) once the agenda is frozen */
export async function rescheduleMeeting(
  deps: CommandDeps,
  request: CommandRequest,
  input: unknown,
): Promise<Committed> {
  const { meeting, ...when } = readInput(RescheduleMeetingInput, input);
  const head = await headOf(deps.collections, 'meeting', meeting);
  const directory = await deps.directory.current();
  const organ = directory.organs.get(head.state.context.organ);
  const dispatch = organ === undefined ? null : dispatchTimesOf(organ, when.date, directory);
  return commitOnMeeting(deps, request, meeting, { type: 'reschedule', ...when, dispatch });
}
