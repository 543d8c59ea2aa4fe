/** A supplementary agenda (tillægsdagsorden) is opened after the agenda's freeze. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `part-new` (409). */
export const addPart = meetingAction({
  event: 'addPart',
  order: 20,
  input: z.strictObject({ meeting: Id, part: Id }),
  policy: bySecretariat,
  prepare: ({ part }) => ({ event: { type: 'addPart', part } }),
  pages: [{ path: 'tillaeg', form: 'new-part', on: 'meeting' }],
});
