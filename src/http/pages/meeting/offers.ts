/** The buttons of a meeting: pressable now, or disabled with the reason; what lies behind the meeting is not offered. */

import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import { knownEvents, type MachineState, machines, restore } from '#machines/run.ts';
import { hasTag, statesOf } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { MeetingAction, MeetingActionType } from '#src/commands/meeting/meeting-action.ts';
import { availableOnMeeting, meetingActions } from '#src/commands/meeting/registry.ts';
import { consequenceOf, refusalInWords, word } from '#src/words/words.ts';

export interface Offer {
  action: string;
  text: string;
  /** Where the form posts to, under the meeting's address. */
  path: string;
  allowed: boolean;
  /** Why not now, and what changes it; empty when allowed. */
  why: string;
  /** What comes of it, where it is allowed. */
  consequence: string;
  primary: boolean;
}

/** The states that a meeting goes through, in their order. */
const WAY = statesOf('meeting');
/** The state in which the main agenda's action is done: the first that knows its event. */
const doneIn = (action: MeetingActionType, context: MeetingContext): string =>
  WAY.find((value) => knownEvents(restore(machines.meeting, { value, context })).includes(action)) ?? '';

/** The main agenda's way, for whoever runs the meeting. The next thing to do stands out. */
export function meetingOffers(actor: Actor, state: MachineState<MeetingContext>): Offer[] {
  const here = WAY.indexOf(state.value);
  return availableOnMeeting(actor, state, AGENDA)
    .flatMap(({ action, rule }) => {
      const { pages, ofAgenda }: MeetingAction = meetingActions[action];
      if (ofAgenda === undefined) return [];
      const place = doneIn(action, state.context);
      const isAhead = ofAgenda === 'ahead' && WAY.indexOf(place) >= here;
      const isNow = ofAgenda === 'meanwhile' && place === state.value;
      if (!isAhead && !isNow) return [];
      return {
        action,
        text: word('actions', action),
        path: pages[0]?.path ?? '',
        allowed: rule === null,
        why: rule === null ? '' : reason(rule, place),
        consequence: rule === null ? consequenceOf(action) : '',
        primary: rule === null && ofAgenda === 'ahead',
      };
    })
    .toSorted((one, other) => Number(other.primary) - Number(one.primary));
}

function reason(rule: string, place: string): string {
  if (rule === 'not-in-this-state') return `Kan gøres, når mødet er nået til »${word('states', place)}«.`;
  return refusalInWords(rule);
}

/** The bar of steps above the meeting. */
export const meetingSteps = (state: string) => {
  // How far a meeting had come before it was cancelled is nothing that it goes through.
  if (hasTag('meeting', state, 'called-off')) return [{ text: word('states', state), done: false, current: true }];
  const shown = WAY.filter((step) => !hasTag('meeting', step, 'optional') || step === state);
  const here = shown.indexOf(state);
  return shown.map((step, index) => ({
    text: word('states', step),
    done: index < here || hasTag('meeting', state, 'at-rest'),
    current: index === here,
  }));
};
