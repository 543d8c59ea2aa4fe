/** The office of the current step approves exactly the version that was read. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import { byApprover, organsAllowing } from '#src/policies/approval-policies.ts';
import { isOnRoute } from '#src/policies/item-policies.ts';
import { itemAction } from './item-action.ts';

/** What an approver has read: the step, its round, and the version by hash. Shared by approve, correct and return. */
export const readByApprover = { item: Id, step: Id, round: z.number().int().min(1), version: Hash };

/** Refused by `current-step` (409), `current-round`, `current-version` (412). */
export const approveItem = itemAction({
  event: 'approve',
  order: 20,
  input: z.strictObject(readByApprover),
  policy: byApprover,
  prepare: (read) => ({
    event: (by, context) => ({ type: 'approve', ...read, by, ...organsAllowing(by, context) }),
  }),
  page: { path: 'godkend', form: 'decide' },
  offeredTo: (actor, { context }) => isOnRoute(actor, context),
});
