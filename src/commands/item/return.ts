/** The approver of the current step sends the item back to the case officer, with a reason. */
import { z } from 'zod';
import { Reason } from '#src/documents/decision.ts';
import { byStepsOffice } from '#src/policies/item-policies.ts';
import { reasonGiven } from '../documents.ts';
import { readByApprover } from './approve.ts';
import { itemAction } from './item-action.ts';

/** Refused as `approveItem`; by `bad-input` (400) without a reason. */
export const returnItem = itemAction({
  event: 'return',
  order: 40,
  input: z.strictObject({ ...readByApprover, reason: Reason }),
  policy: byStepsOffice('return'),
  prepare({ reason: text, ...read }) {
    const { document, hash: reason } = reasonGiven(text);
    return { event: (by) => ({ type: 'return', ...read, by, reason }), documents: [document] };
  },
  page: { path: 'returner', form: 'decide' },
  // One disabled button, to approve, says it for all three.
  offeredIn: () => false,
});
