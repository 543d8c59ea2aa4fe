/** The rules that can refuse an event of the item, by name: those of every item, and those of its parts. */
import type { ItemContext } from './context.ts';
import { coreRules } from './core/rules.ts';
import { ofAllParts, parts } from './parts.ts';

const hasActedAt = (context: ItemContext, step: string | undefined): boolean =>
  step !== undefined && parts.some((part) => part.hasActedAt(context, step));

export const itemRules = {
  ...coreRules,
  'nobody-acted': (context: ItemContext) =>
    coreRules['nobody-acted'](context) && !context.route.some(({ id }) => hasActedAt(context, id)),
  'next-step-not-acted': (context: ItemContext) =>
    coreRules['next-step-not-acted'](context) && !hasActedAt(context, context.route[context.position]?.id),
  ...ofAllParts('rules'),
};

export type ItemRule = keyof typeof itemRules;
