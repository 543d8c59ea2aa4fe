/** What may be done to a meeting now. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import { PublicMeetingEvent } from '#machines/meeting/events.ts';
import { knownEvents, type MachineState, machines, restore } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { canWithMeeting } from './meeting-policies.ts';

export interface OfferedAction<Action extends string> {
  action: Action;
  allowed: boolean;
  /** The rule that forbids it now; null when allowed. */
  rule: string | null;
}

type MeetingVerb = PublicMeetingEvent['type'];
const meetingVerbs = PublicMeetingEvent.options.map((option) => option.shape.type.value) as MeetingVerb[];

/** Every action on a meeting, for one actor: policy first, then whether the state knows the event at all. */
export function actionsOnMeeting(actor: Actor, state: MachineState<MeetingContext>): OfferedAction<MeetingVerb>[] {
  const known = new Set(knownEvents(restore(machines.meeting, state)));
  return meetingVerbs.map((action) => {
    const verdict = canWithMeeting(actor, action, { state });
    const rule = verdict.ok ? (known.has(action) ? null : 'not-in-this-state') : verdict.rule;
    return { action, allowed: rule === null, rule };
  });
}
