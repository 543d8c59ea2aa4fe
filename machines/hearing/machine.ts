/**
 * The path of a hearing (høring): planned → open → grace → closed → concluded, or cancelled. The window may be extended, with a
 * reason, until it is concluded. Whether an answer is in time follows from the server's time of receipt and not from the state: a
 * sweep that comes late lets nobody in and shuts nobody out.
 */
import { setup } from 'xstate';
import type { z } from 'zod';
import { needsGuard } from '../needs.ts';
import * as change from './changes.ts';
import { type HearingContext, newHearing } from './context.ts';
import type { HearingEvent, PlanHearing } from './events.ts';
import { type HearingRule, hearingRules } from './rules.ts';
import type { HearingMeta, HearingTag } from './states.ts';
import type { HearingAction } from './wishes.ts';

type Of<T extends HearingEvent['type']> = Extract<HearingEvent, { type: T }>;

const hearingSetup = setup({
  types: {
    context: {} as HearingContext,
    events: {} as HearingEvent,
    tags: {} as HearingTag,
    meta: {} as HearingMeta,
    input: {} as z.infer<typeof PlanHearing>,
  },
  guards: { needs: needsGuard<HearingContext, HearingEvent>(hearingRules) },
  actions: {
    tellPlanned: () => {},
    tellConcluded: () => {},
    tellCancelled: () => {},
    awaitOpening: () => {},
    awaitClosing: () => {},
    dropDeadlines: () => {},
    invite: () => {},
    inviteNew: () => {},
    remind: () => {},
    tellExtended: () => {},
    tellPartiesCancelled: () => {},
    sendReceipt: () => {},
    sendLateReceipt: () => {},
    tellClosed: () => {},
  } satisfies Record<HearingAction, () => void>,
});

const needs = (...rules: HearingRule[]) => ({ type: 'needs' as const, params: { rules } });
const take = <T extends HearingEvent['type']>(
  how: (context: HearingContext, event: Of<T>) => Partial<HearingContext>,
) => hearingSetup.assign(({ context, event }) => how(context, event as Of<T>));

const SOUND_WINDOW = ['somebody-to-hear', 'window-in-order', 'window-not-below-minimum'] as const;

const invite = {
  guard: needs('party-new', 'parties-fit'),
  actions: take<'invite'>(change.takeParties),
};
const inTime = { actions: [take<'answer'>(change.takeAnswer), 'sendReceipt' as const] };
const answer = [
  { guard: needs('may-answer', 'answered-in-time'), ...inTime },
  { guard: needs('may-answer', 'answered-in-grace'), ...inTime },
  {
    guard: needs('may-answer'),
    actions: [take<'answer'>(change.takeLateAnswer), 'sendLateReceipt' as const],
  },
];
const decline = { guard: needs('party-invited', 'party-not-answered'), actions: take<'decline'>(change.takeDecline) };
const extend = {
  guard: needs('window-longer-than-before', ...SOUND_WINDOW),
  target: 'open',
  actions: [take<'extend'>(change.takeExtension), 'awaitClosing' as const, 'tellExtended' as const],
};
const cancel = {
  target: 'cancelled',
  actions: ['dropDeadlines' as const, 'tellPartiesCancelled' as const, 'tellCancelled' as const],
};
/** The item has gone elsewhere: the parties are told, the item need not be. */
const itemLeft = { target: 'cancelled', actions: ['dropDeadlines' as const, 'tellPartiesCancelled' as const] };

export const hearingMachine = hearingSetup.createMachine({
  id: 'hearing',
  // XState also makes an initial state, without input, for every pure transition: it is thrown away, so it must cost nothing.
  context: ({ input }) => (input === undefined ? ({} as HearingContext) : newHearing(input)),
  initial: 'planned',
  states: {
    planned: {
      tags: ['being-planned', 'running'],
      meta: { phase: 'planning', waitsFor: 'officer', badge: 'plain' },
      entry: 'tellPlanned',
      on: {
        invite,
        uninvite: { guard: needs('party-invited'), actions: take<'uninvite'>(change.dropParty) },
        schedule: [
          {
            guard: needs('starts-now', ...SOUND_WINDOW),
            target: 'open',
            actions: [take<'schedule'>(change.takeWindow), 'awaitClosing', 'invite'],
          },
          { guard: needs(...SOUND_WINDOW), actions: [take<'schedule'>(change.takeWindow), 'awaitOpening'] },
        ],
        opens: { guard: needs('current-window', 'somebody-to-hear'), target: 'open', actions: 'invite' },
        // Nobody has been written to yet, so there is nobody to tell.
        cancel: { target: 'cancelled', actions: ['dropDeadlines', 'tellCancelled'] },
        itemLeft: { target: 'cancelled', actions: 'dropDeadlines' },
      },
    },
    open: {
      tags: ['running', 'in-window', 'asks-for-answers', 'takes-answers'],
      meta: { phase: 'window', waitsFor: 'parties', badge: 'plain' },
      on: {
        invite: { ...invite, actions: [invite.actions, 'inviteNew'] },
        answer,
        decline,
        extend,
        reminds: { guard: needs('current-window'), actions: 'remind' },
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
        graceEnds: { guard: needs('current-window'), target: 'closed', actions: 'tellClosed' },
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
        conclude: { target: 'concluded', actions: [take<'conclude'>(change.takeNote), 'tellConcluded'] },
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
