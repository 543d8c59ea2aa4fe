/** Another becomes the item's officer: a hand-over by its officer, the officer's chief or the secretariat. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { byAuthorChiefOrSecretariat } from '#src/policies/item-policies.ts';
import { reasonGiven } from '../documents.ts';
import { assertWritesItems, otherWriters } from './assert-writes-items.ts';
import { itemAction } from './item-action.ts';

/**
 * `to` is a person; `reason` empty for none; `alone` false where one mail tells of many items handed over. Refused by
 * `officer-changes` (409), `unknown-person`, `does-not-write-items` (409).
 */
export const handOverItem = itemAction({
  event: 'handOver',
  order: 200,
  input: z.strictObject({
    item: Id,
    to: Id,
    reason: z.string().trim().max(5_000).default(''),
    alone: z.boolean().default(true),
  }),
  policy: byAuthorChiefOrSecretariat,
  async prepare({ to, reason: text, alone }, { deps }) {
    await assertWritesItems(deps, to);
    const { document, hash } = reasonGiven(text);
    return {
      event: { type: 'handOver', to, reason: text === '' ? null : hash, alone },
      documents: text === '' ? [] : [document],
    };
  },
  page: {
    path: 'overdrag',
    form: 'fields',
    fields: [
      { name: 'to', kind: 'person', among: ({ owner }, directory) => otherWriters(directory, [owner]) },
      { name: 'reason', kind: 'lines', rows: 3 },
    ],
    shownIn: 'actions',
  },
});
