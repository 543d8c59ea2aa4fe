/** The officer answers an approver's question, once. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { byOwner } from '#src/policies/item-policies.ts';
import { reasonGiven } from '../documents.ts';
import { itemAction } from './item-action.ts';

/** Refused by `question-open` (409); by `bad-input` (400) without words. */
export const replyToQuestion = itemAction({
  event: 'reply',
  order: 60,
  /** `question` is the question's id. */
  input: z.strictObject({ item: Id, question: Id, answer: Reason }),
  policy: byOwner,
  prepare({ question, answer: text }) {
    const { document, hash: answer } = reasonGiven(text);
    return { event: { type: 'reply', question, answer }, documents: [document] };
  },
  page: { path: 'svar', form: 'fields', fields: [{ name: 'answer', kind: 'lines', rows: 4 }], shownIn: 'section' },
  contextRule: ({ questions }) => (questions?.open.length ? null : 'question-open'),
  offeredIn: () => false,
});
