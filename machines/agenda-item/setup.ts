/** What the item's machine is made of: its types, guards and actions, and the words that its transitions are written in. */
import { setup } from 'xstate';
import type { z } from 'zod';
import { effectsIn, noEffect } from '../actions.ts';
import { guardsOf, needsIn, safely } from '../needs.ts';
import { currentStep, type ItemContext } from './context.ts';
import type { CreateItem, ItemEvent } from './events.ts';
import { type ItemRule, itemRules } from './rules.ts';
import type { ItemMeta, ItemTag } from './states.ts';

export const itemSetup = setup({
  types: {
    context: {} as ItemContext,
    events: {} as ItemEvent,
    tags: {} as ItemTag,
    meta: {} as ItemMeta,
    input: {} as z.infer<typeof CreateItem>,
  },
  guards: {
    ...guardsOf<ItemContext, ItemEvent, ItemRule>(itemRules),
    nextIsApproval: safely<ItemContext>((context) => currentStep(context)?.kind === 'approval'),
    nextIsReview: safely<ItemContext>((context) => currentStep(context)?.kind === 'review'),
    nextIsHearing: safely<ItemContext>((context) => currentStep(context)?.kind === 'hearing'),
    nextIsOrgan: safely<ItemContext>((context) => currentStep(context)?.kind === 'organ'),
    everyMeetingSigned: safely<ItemContext>((context) =>
      context.treatments.every(({ meeting }) => context.signedMeetings.includes(meeting)),
    ),
  },
  actions: { effects: noEffect },
});

export const needs = needsIn<ItemContext, ItemEvent, ItemRule>();

/** The change that the event makes, as an assignment: `apply(change.applyApproval)`. */
export const apply = <E extends ItemEvent>(how: (context: ItemContext, event: E) => Partial<ItemContext>) =>
  itemSetup.assign(({ context, event }) => how(context, event as E));
export const effects = effectsIn<ItemContext, ItemEvent>();
