/** The way of every command on a meeting: policy, event, commit. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { PublicMeetingEvent } from '#machines/meeting/events.ts';
import type { MachineState } from '#machines/run.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { canWithMeeting } from '#src/policies/meeting-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { Committed } from '#src/store/commit.ts';
import { isStreamOf } from '#src/store/record.ts';
import { recordedPerson } from '../action.ts';

/**
 * Commits one event on a meeting for a person.
 * @param documents what the event names by hash; stored only when the event is allowed
 * @throws Refusal 403 by policy, 404 for an unknown meeting, 409/412 by a rule of the machine
 */
export async function commitOnMeeting(
  deps: Pick<CommandDeps, 'commit' | 'directory' | 'clock'>,
  request: CommandRequest,
  meeting: string,
  event: PublicMeetingEvent,
  documents: readonly unknown[] = [],
): Promise<Committed> {
  if (!isStreamOf('meeting', meeting)) throw notFound('meeting');
  return retryWithFreshDirectory(deps, request, (_, actor) =>
    deps.commit({
      stream: meeting,
      origin: 'people',
      cause: request.cause,
      expectedSeq: request.expectedSeq,
      documents,
      decide(state) {
        if (state === null) throw notFound('meeting');
        const by = authorize(canWithMeeting(actor, event.type, { state: state as MachineState<MeetingContext> }));
        return { event, actor: recordedPerson(by) };
      },
    }),
  );
}
