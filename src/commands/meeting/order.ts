/** The order of the items that have no number yet. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `order-names-each-once` (409). */
export const orderItems = meetingAction({
  event: 'order',
  order: 40,
  input: z.strictObject({ meeting: Id, items: z.array(Id).min(1).max(200) }),
  policy: bySecretariat,
  prepare: ({ items }) => ({ event: { type: 'order', items } }),
  pages: [{ path: 'flyt', form: 'move', on: 'meeting' }],
});
