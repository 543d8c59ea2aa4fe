/** Whoever may approve the current step asks the officer a question first; the item goes on waiting for the approval. */
import { z } from 'zod';
import { Reason } from '#src/documents/decision.ts';
import { byWhoMayAsk } from '#src/policies/item-policies.ts';
import { reasonGiven } from '../documents.ts';
import { readByApprover } from './approve.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';

/** Refused as `approveItem`; by `has-approved-already` (403), by `questions-not-too-many` (409), `bad-input` (400) without words. */
export const askOfficer = itemAction({
  event: 'ask',
  order: 50,
  input: z.strictObject({ ...readByApprover, question: Reason }),
  policy: byWhoMayAsk,
  prepare({ question: text, ...read }) {
    const { document, hash: question } = reasonGiven(text);
    return { event: (by) => ({ type: 'ask', ...read, by, question }), documents: [document] };
  },
  page: { path: 'spoerg', form: 'fields', fields: [{ name: 'question', kind: 'lines', rows: 4 }], shownIn: 'decide' },
  contextRule: ruleOf('questions-not-too-many'),
  // One disabled button, to approve, says it for all.
  offeredIn: () => false,
});
