/** The case officer takes a withdrawn item up again as a draft. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { byOwner } from '#src/policies/item-policies.ts';
import { itemAction } from './item-action.ts';
import { isWithdrawn } from './phases.ts';

export const reopenItem = itemAction({
  event: 'reopen',
  order: 180,
  input: z.strictObject({ item: Id }),
  policy: byOwner,
  prepare: () => ({ event: { type: 'reopen' } }),
  page: { path: 'genaabn', form: 'button' },
  offeredIn: isWithdrawn,
});
