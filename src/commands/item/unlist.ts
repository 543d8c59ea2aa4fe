/** The secretariat takes the item off the agenda again, before freeze. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';
import { isOnAgenda } from './phases.ts';

/** Refused by `not-frozen` (409). */
export const unlistItem = itemAction({
  event: 'unlist',
  order: 130,
  input: z.strictObject({ item: Id }),
  policy: bySecretariat,
  prepare: () => ({ event: { type: 'unlist' } }),
  page: { path: 'tag-af', form: 'button' },
  contextRuleInAnyState: ruleOf('not-frozen'),
  offeredIn: isOnAgenda,
});
