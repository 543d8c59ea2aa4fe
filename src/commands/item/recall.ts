/** The case officer takes the item back, until the first reader has acted. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { byOwner } from '#src/policies/item-policies.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';
import { isUpForApproval } from './phases.ts';

/** Refused by `nobody-acted` (409). */
export const recallItem = itemAction({
  event: 'recall',
  order: 70,
  input: z.strictObject({ item: Id }),
  policy: byOwner,
  prepare: () => ({ event: { type: 'recall' } }),
  page: { path: 'kald-tilbage', form: 'button' },
  contextRuleInAnyState: ruleOf('nobody-acted'),
  offeredIn: isUpForApproval,
});
