/**
 * The path of a meeting: planned → collecting (→ reviewed) → frozen → dispatched → in session → ended → signing → signed.
 * The state follows the main agenda; supplementary agendas are parts with a phase of their own, and events name the part.
 */
import { setup } from 'xstate';
import type { z } from 'zod';
import { needsGuard, safely } from '../needs.ts';
import * as change from './changes.ts';
import { type MeetingContext, newMeeting } from './context.ts';
import type { MeetingEvent, PlanMeeting } from './events.ts';
import { type MeetingRule, meetingRules } from './rules.ts';
import type { MeetingMeta, MeetingTag } from './states.ts';
import type { MeetingAction } from './wishes.ts';

type Of<T extends MeetingEvent['type']> = Extract<MeetingEvent, { type: T }>;

const meetingSetup = setup({
  types: {
    context: {} as MeetingContext,
    events: {} as MeetingEvent,
    tags: {} as MeetingTag,
    meta: {} as MeetingMeta,
    input: {} as z.infer<typeof PlanMeeting>,
  },
  guards: {
    needs: needsGuard<MeetingContext, MeetingEvent>(meetingRules),
    nobodySigns: safely<MeetingContext>((context) => context.signing === 'nobody'),
    everybodyAnswered: safely<MeetingContext>(({ signatures }) =>
      signatures.signers.every(({ answer }) => answer !== null),
    ),
  },
  actions: {
    awaitDispatch: () => {},
    replanDispatch: () => {},
    warnOfDispatch: () => {},
    tellOverdue: () => {},
    sendAgenda: () => {},
    tellTakenUp: () => {},
    requestSignatures: () => {},
    remindSigners: () => {},
    tellRefused: () => {},
    tellRecalled: () => {},
    stopReminding: () => {},
    tellAllSigned: () => {},
    refuseListing: () => {},
    tellFrozen: () => {},
    tellThawed: () => {},
    tellDispatched: () => {},
    tellStruck: () => {},
    tellTreated: () => {},
    tellCorrected: () => {},
    tellEnded: () => {},
    tellSigned: () => {},
  } satisfies Record<MeetingAction, () => void>,
});

/** Everybody may answer for the protocol that was shown to them, once. */
const ANSWERS = ['is-signer', 'current-protocol', 'not-answered-yet'] as const;
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
  guard: needs('part-is-supplement', 'part-frozen', 'late-needs-reason'),
  actions: [take<'dispatch'>(change.takeDispatch), 'tellDispatched' as const, 'sendAgenda' as const],
};
/** Until the agenda is frozen the meeting may be moved to another day; its deadlines move along. */
const reschedule = { actions: [take<'reschedule'>(change.takeNewDate), 'replanDispatch' as const] };
const dispatchWatch = {
  dispatchSoon: { guard: needs('current-plan'), actions: 'warnOfDispatch' as const },
  dispatchDue: { guard: needs('current-plan'), actions: 'tellOverdue' as const },
};
const freezeAgenda = {
  guard: needs('part-is-main', 'part-open', 'part-has-items', 'pins-each-item'),
  target: 'frozen',
  actions: [take<'freeze'>(change.takeFreeze), 'tellFrozen' as const],
};
/** What comes, goes or moves after the review was not reviewed. */
const collectAgain = { target: 'collecting' };
const recordAttendance = { actions: take<'recordAttendance'>(change.takeAttendance) };
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
    planned: {
      tags: ['movable', 'collects-items', 'unsent'],
      meta: { phase: 'preparation', waitsFor: 'secretariat', badge: 'plain' },
      entry: 'awaitDispatch',
      on: { itemListed: { ...takeItem, target: 'collecting' }, reschedule, ...dispatchWatch },
    },
    collecting: {
      tags: ['movable', 'collects-items', 'reviewable', 'unsent'],
      meta: { phase: 'preparation', waitsFor: 'secretariat', badge: 'plain' },
      on: {
        itemListed,
        order,
        reschedule,
        ...dispatchWatch,
        review: { guard: needs('agenda-has-items'), target: 'reviewed' },
        freeze: freezeAgenda,
      },
    },
    /** The direction and the chair have gone through it before it goes out; a custom, not a duty. */
    reviewed: {
      tags: ['movable', 'unsent', 'optional'],
      meta: { phase: 'preparation', waitsFor: 'secretariat', badge: 'plain' },
      on: {
        itemListed: [{ ...takeItem, ...collectAgain }, refuseItem],
        itemUnlisted: { ...fromItems.itemUnlisted, ...collectAgain },
        itemWithdrawn: { ...fromItems.itemWithdrawn, ...collectAgain },
        order: { ...order, ...collectAgain },
        reschedule,
        ...dispatchWatch,
        freeze: freezeAgenda,
      },
    },
    frozen: {
      tags: ['unsent', 'opens-parts'],
      meta: { phase: 'preparation', waitsFor: 'secretariat', badge: 'plain' },
      on: {
        ...supplements,
        ...dispatchWatch,
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
            guard: needs('part-is-main', 'part-frozen', 'late-needs-reason'),
            target: 'dispatched',
            actions: [take<'dispatch'>(change.takeDispatch), 'tellDispatched', 'sendAgenda'],
          },
          dispatchPart,
        ],
      },
    },
    dispatched: {
      tags: ['sent', 'calls-members', 'opens-parts'],
      meta: { phase: 'sent', waitsFor: 'secretariat', badge: 'plain' },
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
      tags: ['sent', 'calls-members', 'held', 'in-session', 'takes-decisions'],
      meta: { phase: 'session', waitsFor: 'secretariat', badge: 'attention' },
      on: {
        strike,
        recordAttendance,
        takeUp: {
          guard: needs('item-not-on-agenda', 'agenda-has-room'),
          actions: [take<'takeUp'>(change.takeUp), 'tellTakenUp'],
        },
        recordDecision: {
          guard: needs('item-on-agenda'),
          actions: [take<'recordDecision'>(change.takeDecision), 'tellTreated'],
        },
        end: {
          guard: needs('every-item-decided', 'attendance-recorded'),
          target: 'ended',
          actions: [meetingSetup.assign(({ context }) => change.takeEnd(context)), 'tellEnded'],
        },
      },
    },
    /** Letters and tasks start now. Where somebody signs, the secretariat reads the protocol once more and asks them. */
    ended: {
      tags: ['sent', 'held', 'over', 'takes-decisions', 'protocol-in-the-making'],
      meta: { phase: 'protocol', waitsFor: 'secretariat', badge: 'done' },
      always: { guard: 'nobodySigns', target: 'signed', actions: 'tellSigned' },
      on: {
        recordAttendance,
        recordDecision: {
          guard: needs('item-on-agenda', 'same-outcome'),
          actions: [take<'recordDecision'>(change.takeDecision), 'tellCorrected'],
        },
        requestSignatures: {
          guard: needs('somebody-signs'),
          target: 'signing',
          actions: [take<'requestSignatures'>(change.takeRequest), 'requestSignatures'],
        },
      },
    },
    signing: {
      tags: ['sent', 'held', 'over', 'awaits-signatures'],
      meta: { phase: 'protocol', waitsFor: 'signers', badge: 'plain' },
      always: {
        guard: 'everybodyAnswered',
        target: 'signed',
        actions: ['stopReminding', 'tellSigned', 'tellAllSigned'],
      },
      on: {
        sign: { guard: needs(...ANSWERS), actions: take<'sign'>(change.takeSignature) },
        refuse: { guard: needs(...ANSWERS), actions: [take<'refuse'>(change.takeRefusal), 'tellRefused'] },
        signatureDue: {
          guard: needs('current-signature-request'),
          actions: [meetingSetup.assign(({ context }) => change.countReminder(context)), 'remindSigners'],
        },
        recallProtocol: {
          target: 'ended',
          actions: ['stopReminding', meetingSetup.assign(({ context }) => change.takeRecall(context)), 'tellRecalled'],
        },
      },
    },
    signed: {
      tags: ['sent', 'held', 'over', 'at-rest'],
      meta: { phase: 'done', waitsFor: 'nobody', badge: 'done' },
    },
  },
});
