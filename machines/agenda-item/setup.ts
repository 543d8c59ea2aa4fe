/** What the item's machine is made of: its types, guards and actions, and the two words that its transitions are written in. */
import { setup } from 'xstate';
import type { z } from 'zod';
import { needsGuard, safely } from '../needs.ts';
import { currentStep, type ItemContext } from './context.ts';
import type { CreateItem, ItemEvent } from './events.ts';
import { type ItemRule, itemRules } from './rules.ts';
import type { ItemMeta, ItemTag } from './states.ts';
import type { ItemAction } from './wishes.ts';

type Of<T extends ItemEvent['type']> = Extract<ItemEvent, { type: T }>;

export const itemSetup = setup({
  types: {
    context: {} as ItemContext,
    events: {} as ItemEvent,
    tags: {} as ItemTag,
    meta: {} as ItemMeta,
    input: {} as z.infer<typeof CreateItem>,
  },
  guards: {
    needs: needsGuard<ItemContext, ItemEvent>(itemRules),
    nextIsApproval: safely<ItemContext>((context) => currentStep(context)?.kind === 'approval'),
    nextIsHearing: safely<ItemContext>((context) => currentStep(context)?.kind === 'hearing'),
    nextIsOrgan: safely<ItemContext>((context) => currentStep(context)?.kind === 'organ'),
    everyMeetingSigned: safely<ItemContext>((context) =>
      context.treatments.every(({ meeting }) => context.signedMeetings.includes(meeting)),
    ),
  },
  actions: {
    requestApproval: () => {},
    remindApprover: () => {},
    escalateApproval: () => {},
    stopWaiting: () => {},
    tellHearing: () => {},
    refuseHearing: () => {},
    tellReturned: () => {},
    mailAmendment: () => {},
    tellDecided: () => {},
    tellListed: () => {},
    tellUnlisted: () => {},
    tellWithdrawn: () => {},
  } satisfies Record<ItemAction, () => void>,
});

export const needs = (...rules: ItemRule[]) => ({ type: 'needs' as const, params: { rules } });

/** The change that the event named by the caller makes, as an assignment. */
export const take = <T extends ItemEvent['type']>(how: (context: ItemContext, event: Of<T>) => Partial<ItemContext>) =>
  itemSetup.assign(({ context, event }) => how(context, event as Of<T>));
