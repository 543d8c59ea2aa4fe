/** The way of every command on a meeting: policy, event, commit. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { PublicMeetingEvent } from '#machines/meeting/events.ts';
import type { MachineState } from '#machines/run.ts';
import { notFound } from '#src/errors.ts';
import { canWithMeeting } from '#src/policies/meeting-policies.ts';
import { orRefuse } from '#src/policies/verdict.ts';
import type { Committed } from '#src/store/commit.ts';
import { isStreamOf } from '#src/store/record.ts';
import { askAgainBeforeRefusing, recordedPerson } from './on-item.ts';
import type { Asked, CommandParts } from './request.ts';

/**
 * Commits one event on a meeting for a person.
 * @param documents what the event names by hash; stored only when the event is allowed
 * @throws Refusal 403 by policy, 404 for an unknown meeting, 409/412 by a rule of the machine
 */
export async function commitOnMeeting(
  parts: Pick<CommandParts, 'commit' | 'directory' | 'clock'>,
  asked: Asked,
  meeting: string,
  event: PublicMeetingEvent,
  documents: readonly unknown[] = [],
): Promise<Committed> {
  if (!isStreamOf('meeting', meeting)) throw notFound('meeting');
  return askAgainBeforeRefusing(parts, asked, (_, actor) =>
    parts.commit({
      stream: meeting,
      origin: 'people',
      cause: asked.cause,
      expectedSeq: asked.expectedSeq,
      documents,
      decide(state) {
        if (state === null) throw notFound('meeting');
        const by = orRefuse(canWithMeeting(actor, event.type, { state: state as MachineState<MeetingContext> }));
        return { event, actor: recordedPerson(by) };
      },
    }),
  );
}
