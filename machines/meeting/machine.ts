/**
 * The path of a meeting: planned → collecting (→ reviewed) → frozen → dispatched → in session → ended → signing → signed.
 * The state follows the main agenda; supplementary agendas are parts with a phase of their own, and events name the part.
 */
import { setup } from 'xstate';
import type { z } from 'zod';
import { noEffect } from '../actions.ts';
import { guardsOf, safely } from '../needs.ts';
import { wordsIn } from '../words.ts';
import * as change from './changes.ts';
import { type MeetingContext, newMeeting } from './context.ts';
import { MEETING_DEADLINES, type MeetingDeadlineType } from './deadlines.ts';
import * as effect from './effects.ts';
import type { MeetingEvent, PlanMeeting } from './events.ts';
import { type MeetingRule, meetingRules, TAKES_ITEM } from './rules.ts';
import type { MeetingMeta, MeetingTag } from './states.ts';

const meetingSetup = setup({
  types: {
    context: {} as MeetingContext,
    events: {} as MeetingEvent,
    tags: {} as MeetingTag,
    meta: {} as MeetingMeta,
    input: {} as z.infer<typeof PlanMeeting>,
  },
  guards: {
    ...guardsOf<MeetingContext, MeetingEvent, MeetingRule>(meetingRules),
    nobodySigns: safely<MeetingContext>((context) => context.signing === 'nobody'),
    everybodyAnswered: safely<MeetingContext>(({ signatures }) =>
      signatures.signers.every(({ answer }) => answer !== null),
    ),
  },
  actions: { effects: noEffect },
});

/** Everybody may answer for the protocol that was shown to them, once. */
const ANSWERS = ['is-signer', 'current-protocol', 'not-answered-yet'] as const;
const { needs, apply, effects } = wordsIn<MeetingContext, MeetingEvent, MeetingRule>();

/** Too late: the item gets a signal, and waits on. Should an earlier listing of it stand here, that one ends as well. */
const refuseItem = {
  guard: needs('not-overtaken'),
  actions: [apply(change.releaseItem), effects(effect.refuseListing)],
};
const listItem = {
  guard: needs('not-overtaken', ...TAKES_ITEM),
  actions: apply(change.applyItem),
};
const itemListed = [listItem, refuseItem];
const fromItems = {
  itemListed: refuseItem,
  itemUnlisted: { guard: needs('not-overtaken'), actions: apply(change.releaseItem) },
  itemWithdrawn: { guard: needs('not-overtaken'), actions: apply(change.releaseItem) },
};
const order = { guard: needs('order-names-each-once'), actions: apply(change.applyOrder) };
const strike = {
  guard: needs('item-on-agenda', 'item-undecided'),
  actions: [apply(change.applyStrike), effects(effect.signalStruck)],
};
const freezePart = {
  guard: needs('part-is-supplement', 'part-open', 'part-has-items', 'pins-each-item'),
  actions: [apply(change.applyFreeze), effects(effect.signalFrozen)],
};
const thawPart = {
  guard: needs('part-is-supplement', 'part-frozen', 'no-later-part-frozen'),
  actions: [apply(change.applyThaw), effects(effect.signalThawed)],
};
const dispatchPart = {
  guard: needs('part-is-supplement', 'part-frozen', 'late-needs-reason'),
  actions: [apply(change.applyDispatch), effects(effect.signalDispatched), effects(effect.mailAgenda)],
};
/** Whenever something has been sent; the state stays what it is. */
const packetBuilt = {
  guard: needs('packet-of-sent-part', 'packet-is-newer'),
  actions: [effects(effect.mailPacketReady), apply(change.applyPacket)],
};
/** Until it begins the meeting may be moved to another day; the deadlines of an agenda that has not been sent move along. */
const reschedule = {
  actions: [
    effects(effect.dropDeadlines),
    effects(effect.mailMoved),
    apply(change.applyNewDate),
    effects(effect.awaitDeadlines),
  ],
};
const rescheduleSent = { actions: [effects(effect.mailMoved), apply(change.applyNewDate)] };
const callsOff = [effects(effect.signalCalledOff), apply(change.applyCallOff), effects(effect.mailCancelled)];
const callOff = { target: 'cancelled', actions: [effects(effect.dropDeadlines), ...callsOff] };
const callOffSent = { target: 'cancelled', actions: callsOff };
const remind = { guard: needs('current-plan'), actions: effects(effect.mailOfDeadline) };
/** Until the agenda has been sent, each deadline of the plan that stands brings its mail. */
const deadlines = Object.fromEntries(MEETING_DEADLINES.map(({ type }) => [type, remind])) as {
  [Type in MeetingDeadlineType]: typeof remind;
};
const freezeAgenda = {
  guard: needs('part-is-main', 'part-open', 'part-has-items', 'pins-each-item'),
  target: 'frozen',
  actions: [apply(change.applyFreeze), effects(effect.signalFrozen)],
};
/** What comes, goes or moves after the review was not reviewed. */
const collectAgain = { target: 'collecting' };
const recordAttendance = {
  guard: needs('attendance-as-seen', 'chair-took-part'),
  actions: apply(change.applyAttendance),
};
/** A supplementary agenda may be opened, frozen and sent at any time from the agenda's freeze until the meeting ends. */
const supplements = {
  addPart: { guard: needs('part-new'), actions: apply(change.applyPart) },
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
      entry: effects(effect.awaitFirstDeadlines),
      on: { itemListed: { ...listItem, target: 'collecting' }, reschedule, callOff, ...deadlines },
    },
    collecting: {
      tags: ['movable', 'collects-items', 'reviewable', 'unsent'],
      meta: { phase: 'preparation', waitsFor: 'secretariat', badge: 'plain' },
      on: {
        itemListed,
        order,
        reschedule,
        callOff,
        ...deadlines,
        review: { guard: needs('agenda-has-items'), target: 'reviewed' },
        freeze: freezeAgenda,
      },
    },
    /** The direction and the chair have gone through it before it goes out; a custom, not a duty. */
    reviewed: {
      tags: ['movable', 'unsent', 'optional'],
      meta: { phase: 'preparation', waitsFor: 'secretariat', badge: 'plain' },
      on: {
        itemListed: [{ ...listItem, ...collectAgain }, refuseItem],
        itemUnlisted: { ...fromItems.itemUnlisted, ...collectAgain },
        itemWithdrawn: { ...fromItems.itemWithdrawn, ...collectAgain },
        order: { ...order, ...collectAgain },
        reschedule,
        callOff,
        ...deadlines,
        freeze: freezeAgenda,
      },
    },
    frozen: {
      tags: ['movable', 'unsent', 'opens-parts'],
      meta: { phase: 'preparation', waitsFor: 'secretariat', badge: 'plain' },
      on: {
        ...supplements,
        ...deadlines,
        reschedule,
        callOff,
        packetBuilt,
        strike,
        freeze: freezePart,
        thaw: [
          {
            guard: needs('part-is-main', 'part-frozen', 'no-later-part-frozen'),
            target: 'collecting',
            actions: [apply(change.applyThaw), effects(effect.signalThawed)],
          },
          thawPart,
        ],
        dispatch: [
          {
            guard: needs('part-is-main', 'part-frozen', 'late-needs-reason'),
            target: 'dispatched',
            actions: [
              apply(change.applyDispatch),
              effects(effect.signalDispatched),
              effects(effect.dropDeadlines),
              effects(effect.mailAgenda),
            ],
          },
          dispatchPart,
        ],
      },
    },
    dispatched: {
      tags: ['movable', 'sent', 'calls-members', 'opens-parts'],
      meta: { phase: 'sent', waitsFor: 'secretariat', badge: 'plain' },
      on: {
        ...supplements,
        reschedule: rescheduleSent,
        callOff: callOffSent,
        packetBuilt,
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
        packetBuilt,
        strike,
        recordAttendance,
        takeUp: {
          guard: needs('item-not-on-agenda', 'agenda-has-room'),
          actions: [apply(change.applyTakeUp), effects(effect.signalTakenUp)],
        },
        recordDecision: {
          guard: needs('item-on-agenda', 'decision-as-seen'),
          actions: [apply(change.applyDecision), effects(effect.signalTreated)],
        },
        end: {
          guard: needs('every-item-decided', 'attendance-recorded'),
          target: 'ended',
          actions: [apply(change.applyEnd), effects(effect.signalEnded)],
        },
      },
    },
    /** Letters and tasks start now. Where somebody signs, the secretariat reads the protocol once more and asks them. */
    ended: {
      tags: ['sent', 'held', 'over', 'past', 'takes-decisions', 'protocol-in-the-making'],
      meta: { phase: 'protocol', waitsFor: 'secretariat', badge: 'done' },
      always: { guard: 'nobodySigns', target: 'signed', actions: effects(effect.signalSigned) },
      on: {
        packetBuilt,
        recordAttendance,
        recordDecision: {
          guard: needs('item-on-agenda', 'decision-as-seen', 'same-outcome'),
          actions: [apply(change.applyDecision), effects(effect.signalCorrected)],
        },
        requestSignatures: {
          guard: needs('somebody-signs'),
          target: 'signing',
          actions: [apply(change.applyRequest), effects(effect.requestSignatures)],
        },
      },
    },
    signing: {
      tags: ['sent', 'held', 'over', 'past', 'awaits-signatures'],
      meta: { phase: 'protocol', waitsFor: 'signers', badge: 'plain' },
      always: {
        guard: 'everybodyAnswered',
        target: 'signed',
        actions: [effects(effect.dropSignatureDeadline), effects(effect.signalSigned), effects(effect.mailAllSigned)],
      },
      on: {
        packetBuilt,
        sign: { guard: needs(...ANSWERS), actions: apply(change.applySignature) },
        refuse: { guard: needs(...ANSWERS), actions: [apply(change.applyRefusal), effects(effect.mailRefused)] },
        signatureDue: {
          guard: needs('current-signature-request'),
          actions: [apply(change.countReminder), effects(effect.remindSigners)],
        },
        recallProtocol: {
          target: 'ended',
          actions: [effects(effect.dropSignatureDeadline), effects(effect.mailRecalled), apply(change.applyRecall)],
        },
      },
    },
    signed: {
      tags: ['sent', 'held', 'over', 'past', 'at-rest'],
      meta: { phase: 'done', waitsFor: 'nobody', badge: 'done' },
      on: { packetBuilt },
    },
    /** Shown on the way only where it happens. */
    cancelled: {
      tags: ['called-off', 'past', 'optional', 'at-rest'],
      meta: { phase: 'done', waitsFor: 'nobody', badge: 'stopped' },
    },
  },
});
