/** The secretariat passes a step whose office has nobody, with a reason: a route never waits for a vacant chair. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { bySecretariatAtVacantStep } from '#src/policies/item-policies.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { reasonGiven } from '../documents.ts';
import { itemAction } from './item-action.ts';
import { isUpForApproval } from './phases.ts';

/** Refused by `current-step` (409). */
export const skipStep = itemAction({
  event: 'skip',
  order: 100,
  input: z.strictObject({ item: Id, step: Id, reason: Reason }),
  policy: bySecretariatAtVacantStep,
  prepare({ step, reason: text }) {
    const { document, hash: reason } = reasonGiven(text);
    return { event: { type: 'skip', step, reason }, documents: [document] };
  },
  page: {
    path: 'spring-over',
    form: 'fields',
    fields: [{ name: 'reason', kind: 'lines', rows: 3 }],
    shownIn: 'actions',
  },
  offeredTo: isSecretariat,
  offeredIn: isUpForApproval,
});
