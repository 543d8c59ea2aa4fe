/**
 * The office of the current step approves exactly the version that was read. Who acts for the offices of the steps right after it too
 * approves once for all of them.
 */
import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { MAX_STEPS } from '#machines/agenda-item/events.ts';
import { Hash, Id } from '#machines/primitives.ts';
import { approvalsAtOnce, byApprover, organsAllowing, organsAllowOwn } from '#src/policies/approval-policies.ts';
import { isOnRoute } from '#src/policies/item-policies.ts';
import type { Known } from '../action.ts';
import { itemAction } from './item-action.ts';

/** What an approver has read: the step, its round, and the version by hash. Shared by approve, correct and return. */
export const readByApprover = { item: Id, step: Id, round: z.number().int().min(1), version: Hash };

/** @param shown the steps that the approver was told of; undefined: all that are theirs */
function alsoApproved(shown: readonly string[] | undefined, context: ItemContext, { actor, directory }: Known) {
  const [, ...next] = approvalsAtOnce(actor, context, organsAllowOwn(directory, context));
  const notShown = next.findIndex(({ step }) => shown?.includes(step.id) === false);
  const also = notShown === -1 ? next : next.slice(0, notShown);
  return also.map(({ step, by }) => ({ step: step.id, by, ...organsAllowing(by, context) }));
}

/** Refused by `current-step` (409), `current-round`, `current-version` (412). */
export const approveItem = itemAction({
  event: 'approve',
  order: 20,
  input: z.strictObject({
    ...readByApprover,
    /** The steps that the approver was told are approved at once, the current one first: no other is. Left out: all that are theirs. */
    steps: z.array(Id).min(1).max(MAX_STEPS).optional(),
  }),
  policy: byApprover,
  prepare: ({ steps, ...read }) => ({
    event(by, context, known) {
      const also = alsoApproved(steps, context, known);
      const given = { ...read, by, ...organsAllowing(by, context) };
      return { type: 'approve', ...given, ...(also.length > 0 && { also }) };
    },
  }),
  page: { path: 'godkend', form: 'decide' },
  offeredTo: (actor, { context }) => isOnRoute(actor, context),
});
