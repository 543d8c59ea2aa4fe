/** Somebody may do with the item what its officer may, beside the officer; or no longer. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { byAuthorChiefOrSecretariat } from '#src/policies/item-policies.ts';
import { assertWritesItems } from './assert-writes-items.ts';
import { itemAction } from './item-action.ts';

/**
 * `writes`: whether the person is one from now on; a form sends it as a word. Refused by `co-author-changes`,
 * `co-authors-not-too-many` (409), `unknown-person`, `does-not-write-items` (409).
 */
export const setCoAuthor = itemAction({
  event: 'setCoAuthor',
  order: 190,
  input: z.strictObject({ item: Id, person: Id, writes: z.union([z.boolean(), z.stringbool()]) }),
  policy: byAuthorChiefOrSecretariat,
  async prepare({ person, writes }, { deps }) {
    // Whoever has left or lost the role can still be taken away.
    if (writes) await assertWritesItems(deps, person);
    return { event: { type: 'setCoAuthor', person, writes } };
  },
  page: { path: 'medforfatter', form: 'co-authors' },
});
