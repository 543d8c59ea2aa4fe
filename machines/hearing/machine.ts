/**
 * The path of a hearing (høring): planned → open → grace → closed → concluded, or cancelled. The window may be extended, with a
 * reason, until it is concluded. Whether an answer is in time follows from the server's time of receipt and not from the state: a
 * sweep that comes late lets nobody in and shuts nobody out.
 */
import { setup } from 'xstate';
import type { z } from 'zod';
import { noEffect } from '../actions.ts';
import { guardsOf } from '../needs.ts';
import { wordsIn } from '../words.ts';
import * as change from './changes.ts';
import { type HearingContext, newHearing } from './context.ts';
import * as effect from './effects.ts';
import type { HearingEvent, PlanHearing } from './events.ts';
import { type HearingRule, hearingRules } from './rules.ts';
import type { HearingMeta, HearingTag } from './states.ts';

const hearingSetup = setup({
  types: {
    context: {} as HearingContext,
    events: {} as HearingEvent,
    tags: {} as HearingTag,
    meta: {} as HearingMeta,
    input: {} as z.infer<typeof PlanHearing>,
  },
  guards: { ...guardsOf<HearingContext, HearingEvent, HearingRule>(hearingRules) },
  actions: { effects: noEffect },
});

const { needs, apply, effects } = wordsIn<HearingContext, HearingEvent, HearingRule>();

const VALID_WINDOW = ['somebody-to-hear', 'window-in-order', 'window-not-below-minimum'] as const;

const invite = {
  guard: needs('party-new', 'parties-fit'),
  actions: apply(change.applyParties),
};
const inTime = { actions: [apply(change.applyAnswer), effects(effect.mailReceipt)] };
const answer = [
  { guard: needs('may-answer', 'answered-in-time'), ...inTime },
  { guard: needs('may-answer', 'answered-in-grace'), ...inTime },
  {
    guard: needs('may-answer'),
    actions: [apply(change.applyLateAnswer), effects(effect.mailLateReceipt)],
  },
];
const decline = { guard: needs('party-invited', 'party-not-answered'), actions: apply(change.applyDecline) };
const extend = {
  guard: needs('window-longer-than-before', ...VALID_WINDOW),
  target: 'open',
  actions: [
    effects(effect.dropDeadlines),
    apply(change.applyExtension),
    effects(effect.awaitClosing),
    effects(effect.mailExtended),
  ],
};
const cancel = {
  target: 'cancelled',
  actions: [effects(effect.dropDeadlines), effects(effect.mailCancelled), effects(effect.signalCancelled)],
};
/** The item has gone elsewhere: the parties are mailed, the item needs no signal. */
const itemLeft = { target: 'cancelled', actions: [effects(effect.dropDeadlines), effects(effect.mailCancelled)] };

export const hearingMachine = hearingSetup.createMachine({
  id: 'hearing',
  // XState also makes an initial state, without input, for every pure transition: it is thrown away, so it must cost nothing.
  context: ({ input }) => (input === undefined ? ({} as HearingContext) : newHearing(input)),
  initial: 'planned',
  states: {
    planned: {
      tags: ['being-planned', 'running'],
      meta: { phase: 'planning', waitsFor: 'officer', badge: 'plain' },
      entry: effects(effect.signalPlanned),
      on: {
        invite,
        uninvite: { guard: needs('party-invited'), actions: apply(change.dropParty) },
        schedule: [
          {
            guard: needs('starts-now', ...VALID_WINDOW),
            target: 'open',
            actions: [
              effects(effect.dropDeadlines),
              apply(change.applyWindow),
              effects(effect.awaitClosing),
              effects(effect.mailInvitations),
            ],
          },
          {
            guard: needs(...VALID_WINDOW),
            actions: [effects(effect.dropDeadlines), apply(change.applyWindow), effects(effect.awaitOpening)],
          },
        ],
        opens: {
          guard: needs('current-window', 'somebody-to-hear'),
          target: 'open',
          actions: effects(effect.mailInvitations),
        },
        // Nobody has been written to yet, so nobody is mailed.
        cancel: { target: 'cancelled', actions: [effects(effect.dropDeadlines), effects(effect.signalCancelled)] },
        itemLeft: { target: 'cancelled', actions: effects(effect.dropDeadlines) },
      },
    },
    open: {
      tags: ['running', 'in-window', 'asks-for-answers', 'takes-answers'],
      meta: { phase: 'window', waitsFor: 'parties', badge: 'plain' },
      on: {
        invite: { ...invite, actions: [invite.actions, effects(effect.mailNewInvitations)] },
        answer,
        decline,
        extend,
        reminds: { guard: needs('current-window'), actions: effects(effect.mailReminders) },
        closes: { guard: needs('current-window'), target: 'grace' },
        cancel,
        itemLeft,
      },
    },
    grace: {
      tags: ['running', 'asks-for-answers', 'takes-answers'],
      meta: { phase: 'window', waitsFor: 'parties', badge: 'plain' },
      on: {
        answer,
        decline,
        extend,
        graceEnds: { guard: needs('current-window'), target: 'closed', actions: effects(effect.mailClosed) },
        cancel,
        itemLeft,
      },
    },
    /** Late answers are still taken, marked late, until somebody concludes. */
    closed: {
      tags: ['running', 'takes-answers', 'to-conclude'],
      meta: { phase: 'conclusion', waitsFor: 'officer', badge: 'plain' },
      on: {
        answer,
        decline,
        extend,
        conclude: { target: 'concluded', actions: [apply(change.applyNote), effects(effect.signalConcluded)] },
        cancel,
        itemLeft,
      },
    },
    concluded: {
      tags: 'has-conclusion',
      meta: { phase: 'done', waitsFor: 'nobody', badge: 'plain' },
    },
    cancelled: {
      tags: 'called-off',
      meta: { phase: 'done', waitsFor: 'nobody', badge: 'plain' },
    },
  },
});
