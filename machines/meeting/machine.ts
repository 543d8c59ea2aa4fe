/**
 * The path of a meeting: planned → collecting → frozen → dispatched → in session → ended → signed.
 * The state follows the main agenda; supplementary agendas are parts with a phase of their own, and events name the part.
 */
import { setup } from 'xstate';
import type { z } from 'zod';
import { needsGuard, safely } from '../needs.ts';
import * as change from './changes.ts';
import { type MeetingContext, newMeeting } from './context.ts';
import type { MeetingEvent, PlanMeeting } from './events.ts';
import { type MeetingRule, meetingRules } from './rules.ts';
import type { MeetingAction } from './wishes.ts';

type Of<T extends MeetingEvent['type']> = Extract<MeetingEvent, { type: T }>;

const meetingSetup = setup({
  types: {
    context: {} as MeetingContext,
    events: {} as MeetingEvent,
    input: {} as z.infer<typeof PlanMeeting>,
  },
  guards: {
    needs: needsGuard<MeetingContext, MeetingEvent>(meetingRules),
    nobodySigns: safely<MeetingContext>((context) => context.signing === 'nobody'),
  },
  actions: {
    refuseListing: () => {},
    tellFrozen: () => {},
    tellThawed: () => {},
    tellDispatched: () => {},
    tellStruck: () => {},
    tellTreated: () => {},
    tellEnded: () => {},
    tellSigned: () => {},
  } satisfies Record<MeetingAction, () => void>,
});

const needs = (...rules: MeetingRule[]) => ({ type: 'needs' as const, params: { rules } });

const take = <T extends MeetingEvent['type']>(
  how: (context: MeetingContext, event: Of<T>) => Partial<MeetingContext>,
) => meetingSetup.assign(({ context, event }) => how(context, event as Of<T>));

/** Too late: the item is told, and waits on. Should an earlier listing of it stand here, that one ends as well. */
const refuseItem = {
  guard: needs('not-overtaken'),
  actions: [take<'itemListed'>(change.releaseItem), 'refuseListing' as const],
};
const takeItem = {
  guard: needs('not-overtaken', 'part-open', 'agenda-has-room', 'item-not-numbered'),
  actions: take<'itemListed'>(change.takeItem),
};
const itemListed = [takeItem, refuseItem];
const fromItems = {
  itemListed: refuseItem,
  itemUnlisted: { guard: needs('not-overtaken'), actions: take<'itemUnlisted'>(change.releaseItem) },
  itemWithdrawn: { guard: needs('not-overtaken'), actions: take<'itemWithdrawn'>(change.releaseItem) },
};
const order = { guard: needs('order-names-each-once'), actions: take<'order'>(change.takeOrder) };
const strike = {
  guard: needs('item-on-agenda', 'item-undecided'),
  actions: [take<'strike'>(change.takeStrike), 'tellStruck' as const],
};
const freezePart = {
  guard: needs('part-is-supplement', 'part-open', 'part-has-items', 'pins-each-item'),
  actions: [take<'freeze'>(change.takeFreeze), 'tellFrozen' as const],
};
const thawPart = {
  guard: needs('part-is-supplement', 'part-frozen', 'no-later-part-frozen'),
  actions: ['tellThawed' as const, take<'thaw'>(change.takeThaw)],
};
const dispatchPart = {
  guard: needs('part-is-supplement', 'part-frozen'),
  actions: [take<'dispatch'>(change.takeDispatch), 'tellDispatched' as const],
};
/** A supplementary agenda may be opened, frozen and sent at any time from the agenda's freeze until the meeting ends. */
const supplements = {
  addPart: { guard: needs('part-new'), actions: take<'addPart'>(change.takePart) },
  itemListed,
  order,
};

export const meetingMachine = meetingSetup.createMachine({
  id: 'meeting',
  // XState also makes an initial state, without input, for every pure transition: it is thrown away, so it must cost nothing.
  context: ({ input }) => (input === undefined ? ({} as MeetingContext) : newMeeting(input)),
  initial: 'planned',
  on: fromItems,
  states: {
    planned: { on: { itemListed: { ...takeItem, target: 'collecting' } } },
    collecting: {
      on: {
        itemListed,
        order,
        freeze: {
          guard: needs('part-is-main', 'part-open', 'part-has-items', 'pins-each-item'),
          target: 'frozen',
          actions: [take<'freeze'>(change.takeFreeze), 'tellFrozen'],
        },
      },
    },
    frozen: {
      on: {
        ...supplements,
        strike,
        freeze: freezePart,
        thaw: [
          {
            guard: needs('part-is-main', 'part-frozen', 'no-later-part-frozen'),
            target: 'collecting',
            actions: ['tellThawed', take<'thaw'>(change.takeThaw)],
          },
          thawPart,
        ],
        dispatch: [
          {
            guard: needs('part-is-main', 'part-frozen'),
            target: 'dispatched',
            actions: [take<'dispatch'>(change.takeDispatch), 'tellDispatched'],
          },
          dispatchPart,
        ],
      },
    },
    dispatched: {
      on: {
        ...supplements,
        strike,
        freeze: freezePart,
        thaw: thawPart,
        dispatch: dispatchPart,
        begin: { guard: needs('every-part-dispatched'), target: 'inSession' },
      },
    },
    inSession: {
      on: {
        strike,
        recordAttendance: { actions: take<'recordAttendance'>(change.takeAttendance) },
        recordDecision: {
          guard: needs('item-on-agenda'),
          actions: [take<'recordDecision'>(change.takeDecision), 'tellTreated'],
        },
        end: {
          guard: needs('every-item-decided'),
          target: 'ended',
          actions: [meetingSetup.assign(({ context }) => change.takeEnd(context)), 'tellEnded'],
        },
      },
    },
    /** Where somebody signs, the meeting rests here until the signatures are in. */
    ended: { always: { guard: 'nobodySigns', target: 'signed', actions: 'tellSigned' } },
    signed: {},
  },
});
