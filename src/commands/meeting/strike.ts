/** An item is taken off a frozen agenda: it keeps its number, is printed as "udgår", and waits for another meeting. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { reasonGiven } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `item-on-agenda`, `item-undecided` (409). */
export const strikeItem = meetingAction({
  event: 'strike',
  order: 120,
  input: z.strictObject({ meeting: Id, item: Id, reason: Reason }),
  policy: bySecretariat,
  prepare({ item, reason: text }) {
    const { document, hash: reason } = reasonGiven(text);
    return { event: { type: 'strike', item, reason }, documents: [document] };
  },
  pages: [{ path: 'udgaar', form: 'item-and-reason', on: 'meeting' }],
});
