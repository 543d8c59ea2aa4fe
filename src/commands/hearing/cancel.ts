/** The hearing is called off with a reason; whoever was written to is mailed, and the item goes back to its officer. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { forReason } from '../documents.ts';
import { hearingAction } from './hearing-action.ts';

export const cancelHearing = hearingAction({
  event: 'cancel',
  order: 60,
  input: z.strictObject({ hearing: Id, reason: Reason }),
  policy: mayRunHearing,
  prepare: forReason('cancel'),
  page: { path: 'aflys', form: 'reason' },
});
