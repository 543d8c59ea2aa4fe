/** Who may read a meeting. This is the rule itself: the policy and the index of lists both follow from it. */
import { AGENDA, type MeetingContext, partOf } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import { organKey, personKey, type ReaderKey, roleKey } from './reader-keys.ts';

/** A meeting that was cancelled after its agenda had been sent is still there for its members to see. */
const isSent = ({ value, context }: MachineState<MeetingContext>): boolean =>
  hasTag('meeting', value, 'sent') ||
  (hasTag('meeting', value, 'called-off') && partOf(context, AGENDA)?.phase === 'dispatched');

/**
 * Those who work with meetings (dates and organs are no secret among them; what is on the agenda has a rule of its own), the
 * members once it is sent to them, and whoever signs, also after leaving the organ. Each key once.
 */
export function readersOfMeeting({ value, context }: MachineState<MeetingContext>): ReaderKey[] {
  const readers = [
    ...(['officer', 'approver', 'secretariat', 'admin'] as const).map(roleKey),
    ...(isSent({ value, context }) ? [organKey(context.organ)] : []),
    ...context.signatures.signers.map(({ person }) => personKey(person)),
  ];
  return [...new Set(readers)];
}
