/** Who may do what with a meeting: the secretariat runs it, its members read it once it is sent. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { PublicMeetingEvent } from '#machines/meeting/events.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { allow, deny, type Verdict } from './verdict.ts';

export type MeetingAction = PublicMeetingEvent['type'] | 'plan' | 'read-meeting';

/** `state` is null for a meeting that is still to be planned. */
export interface MeetingTarget {
  state: MachineState<MeetingContext> | null;
}

const SENT = ['dispatched', 'inSession', 'ended', 'signing', 'signed'];

/** May the actor do this with the meeting? @returns the capacity acted in, or the rule that forbids it */
export function canWithMeeting(actor: Actor, action: MeetingAction, { state }: MeetingTarget): Verdict {
  const asked = state?.context.signatures.signers ?? [];
  const signs = asked.some(({ person }) => person === actor.person);
  // As long as nobody is asked, it is the machine that says so.
  const answers = signs || asked.length === 0 ? allow(actor.person) : deny('only-signers');
  // Nobody signs for another, the secretariat neither.
  if (action === 'sign') return answers;
  if (actor.roles.includes('secretariat')) return allow(actor.person);
  if (action === 'refuse') return answers;
  // Whoever signs has to read what it is, also after leaving the organ.
  if (action === 'read-meeting' && signs) return allow(actor.person);
  if (action !== 'read-meeting') return deny('only-the-secretariat');
  // Dates and organs of meetings are no secret among those who work with them; what is on the agenda has its own policy.
  if (actor.roles.some((role) => role === 'officer' || role === 'approver' || role === 'admin'))
    return allow(actor.person);
  const isMember = state !== null && actor.organs.includes(state.context.organ) && SENT.includes(state.value);
  return isMember ? allow(actor.person) : deny('not-for-your-eyes');
}
