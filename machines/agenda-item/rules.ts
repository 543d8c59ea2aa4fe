/** The rules that can refuse an event of the item, by name: those of every item, and those of its parts. */
import type { ItemContext } from './context.ts';
import { currentStep } from './core/context.ts';
import type { CoreEvent } from './core/events.ts';
import { isAllowedApproval } from './core/own-approval.ts';
import { coreRules } from './core/rules.ts';
import { authorsOf } from './parts/officers.ts';
import { hasActedAt, ofAllParts } from './parts.ts';

export const itemRules = {
  ...coreRules,
  'nobody-acted': (context: ItemContext) =>
    coreRules['nobody-acted'](context) && !context.route.some(({ id }) => hasActedAt(context, id)),
  'next-step-not-acted': (context: ItemContext) =>
    coreRules['next-step-not-acted'](context) && !hasActedAt(context, currentStep(context)?.id ?? ''),
  'not-ones-own': (context: ItemContext, event: CoreEvent) =>
    isAllowedApproval(event, authorsOf(context), context.route),
  ...ofAllParts('rules'),
};

export type ItemRule = keyof typeof itemRules;
