/** An approver takes the approval back, until the next step has acted. */
import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { Id } from '#machines/primitives.ts';
import { byLastApprover, hasApproved, isOnRoute } from '#src/policies/item-policies.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';

/** Whether the item still stands right behind the step that was approved last. */
const isJustApproved = ({ route, position, approvals }: ItemContext): boolean =>
  route[position - 1]?.id === approvals.at(-1)?.step;

/** Refused by `previous-step-is-yours`, `next-step-not-acted` (409). */
export const regretApproval = itemAction({
  event: 'regret',
  order: 80,
  input: z.strictObject({ item: Id, step: Id }),
  policy: byLastApprover,
  prepare: ({ step }) => ({ event: { type: 'regret', step } }),
  page: { path: 'fortryd', form: 'button' },
  contextRuleInAnyState: (context) =>
    isJustApproved(context) ? ruleOf('next-step-not-acted')(context) : 'next-step-not-acted',
  offeredTo: (actor, { context }) => isOnRoute(actor, context) && hasApproved(actor, context),
});
