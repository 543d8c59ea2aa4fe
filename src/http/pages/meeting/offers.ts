/** The buttons of a meeting: pressable now, or disabled with the reason; what lies behind the meeting is not offered. */
import { AGENDA, itemsOfPart, type MeetingContext } from '#machines/meeting/context.ts';
import type { PublicMeetingEvent } from '#machines/meeting/events.ts';
import { type MachineState, machines, restore, whyNot } from '#machines/run.ts';
import { consequenceOf, sentenceOf, word } from '#src/words/words.ts';

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

const WAY = [
  'planned',
  'collecting',
  'reviewed',
  'frozen',
  'dispatched',
  'inSession',
  'ended',
  'signing',
  'signed',
] as const;
/** The state in which each is done. */
const DONE_IN = {
  freeze: 'collecting',
  dispatch: 'frozen',
  thaw: 'frozen',
  begin: 'dispatched',
  end: 'inSession',
} as const;
const PATHS = { freeze: 'laas', dispatch: 'udsend', thaw: 'laas-op', begin: 'begynd', end: 'afslut' } as const;
type Offered = keyof typeof DONE_IN;

const ANY_VERSION = '0'.repeat(64);

function eventOf(action: Offered, context: MeetingContext): PublicMeetingEvent {
  switch (action) {
    case 'freeze': {
      const pins = itemsOfPart(context, AGENDA).map(({ item }) => ({ item, version: ANY_VERSION }));
      return { type: 'freeze', part: AGENDA, pins };
    }
    case 'dispatch':
      // Whether it is late, and then why, is asked in the form.
      return { type: 'dispatch', part: AGENDA, late: false, lateReason: null };
    case 'thaw':
      return { type: 'thaw', part: AGENDA };
    case 'begin':
    case 'end':
      return { type: action };
  }
}

/** The main agenda's way, for whoever runs the meeting. The next thing to do stands out. */
export function meetingOffers(state: MachineState<MeetingContext>): Offer[] {
  const here = WAY.indexOf(state.value as (typeof WAY)[number]);
  const snapshot = restore(machines.meeting, state);
  return (Object.keys(DONE_IN) as Offered[])
    .filter((action) => WAY.indexOf(DONE_IN[action]) >= here && (action !== 'thaw' || state.value === 'frozen'))
    .map((action) => {
      const rule = whyNot(machines.meeting, snapshot, eventOf(action, state.context));
      return {
        action,
        text: word('actions', action),
        path: PATHS[action],
        allowed: rule === null,
        why:
          rule === null
            ? ''
            : reason(action === 'freeze' && state.value === 'planned' ? 'part-has-items' : rule, DONE_IN[action]),
        consequence: rule === null ? consequenceOf(action) : '',
        primary: rule === null && action !== 'thaw',
      };
    });
}

function reason(rule: string, doneIn: string): string {
  if (rule === 'not-in-this-state') return `Kan gøres, når mødet er nået til »${word('states', doneIn)}«.`;
  const { text, lift } = sentenceOf(rule);
  return `${text} ${lift}`;
}

/** The bar of steps above the meeting. */
export const meetingSteps = (state: string) => {
  // A review is a custom that many organs do without.
  const shown = WAY.filter((step) => step !== 'reviewed' || state === 'reviewed');
  const here = shown.indexOf(state as (typeof WAY)[number]);
  return shown.map((step, index) => ({
    text: word('states', step),
    done: index < here || state === 'signed',
    current: index === here,
  }));
};
