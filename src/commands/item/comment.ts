/** Somebody who was asked to review the item answers: with a comment or none, and perhaps with an objection that sends it back. */
import { z } from 'zod';
import { byWhoIsAsked, hasBeenAsked } from '#src/policies/item-policies.ts';
import { reasonGiven } from '../documents.ts';
import { readByApprover } from './approve.ts';
import { itemAction } from './item-action.ts';
import { inStateOf } from './phases.ts';

/**
 * `comment`: empty for no remarks. `blocking`: a form sends `on`. Refused by `review-open`, `objection-explained` (409),
 * `current-step` (409), `current-round`, `current-version` (412).
 */
export const commentOnItem = itemAction({
  event: 'comment',
  order: 160,
  input: z.strictObject({
    ...readByApprover,
    comment: z.string().trim().max(5_000).default(''),
    blocking: z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false),
  }),
  policy: byWhoIsAsked,
  async prepare({ comment: text, ...read }, { deps }) {
    const receivedAt = (await deps.clock.now()).toISOString();
    const { document, hash } = reasonGiven(text);
    return {
      event: (by) => ({ type: 'comment', ...read, by, receivedAt, comment: text === '' ? null : hash }),
      documents: text === '' ? [] : [document],
    };
  },
  page: {
    path: 'kommenter',
    form: 'fields',
    fields: [
      { name: 'comment', kind: 'lines', rows: 5 },
      { name: 'blocking', kind: 'tick' },
    ],
    shownIn: 'section',
  },
  offeredTo: (actor, { context }) => hasBeenAsked(actor, context),
  offeredIn: inStateOf('awaits-review'),
});
