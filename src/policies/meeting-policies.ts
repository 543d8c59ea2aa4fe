/** Who may do what with a meeting, in sentences: the secretariat runs it, its members read it once it is sent. */

import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { readersOfMeeting } from '#src/readers/meeting-readers.ts';
import { isReader } from '#src/readers/reader-keys.ts';
import { hasOneOf, isSecretariat } from './roles.ts';
import { allow, deny, type Verdict } from './verdict.ts';

export interface MeetingTarget {
  state: MachineState<MeetingContext>;
}

/** May the actor do it with this meeting? @returns the capacity acted in, or the rule that forbids it */
export type MeetingPolicy = (actor: Actor, target: MeetingTarget) => Verdict;

const isAsked = ({ person }: Actor, { signatures }: MeetingContext) =>
  signatures.signers.some((signer) => signer.person === person);

/** Nobody signs for another, the secretariat neither. As long as nobody is asked, it is the machine that says so. */
export const bySigner: MeetingPolicy = (actor, { state }) =>
  isAsked(actor, state.context) || state.context.signatures.signers.length === 0
    ? allow(actor.person)
    : deny('only-signers');

/** Whoever is asked may refuse to sign; the secretariat notes it for those who cannot. */
export const bySignerOrSecretariat: MeetingPolicy = (actor, target) =>
  isSecretariat(actor) ? allow(actor.person) : bySigner(actor, target);

/** May the actor answer for the protocol in the name of this person? For oneself, and as the secretariat. */
export const mayAnswerFor = (actor: Actor, person: string): Verdict =>
  person === actor.person || isSecretariat(actor) ? allow(actor.person) : deny('only-the-secretariat');

/** Those whom `readersOfMeeting` names: the rows that lists read hold the same. */
export const mayReadMeeting: MeetingPolicy = (actor, { state }) =>
  isReader(actor, readersOfMeeting(state)) ? allow(actor.person) : deny('not-for-your-eyes');

/** Members of an organ read what was sent to them; who planned, moved and struck what before that is the administration's. */
export const mayReadMeetingChain = (actor: Actor): boolean =>
  hasOneOf(actor, 'officer', 'approver', 'secretariat', 'admin');
