/** The item is withdrawn, with a reason; on a frozen agenda it stays as "udgår". */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { byOwnerOrSecretariat } from '#src/policies/item-policies.ts';
import { forReason } from '../documents.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';

export const withdrawItem = itemAction({
  event: 'withdraw',
  order: 170,
  input: z.strictObject({ item: Id, reason: Reason }),
  policy: byOwnerOrSecretariat,
  prepare: forReason('withdraw'),
  contextRule: ruleOf('not-decided-at-meeting'),
  page: {
    path: 'traek-tilbage',
    form: 'fields',
    fields: [{ name: 'reason', kind: 'lines', rows: 3 }],
    shownIn: 'actions',
  },
});
