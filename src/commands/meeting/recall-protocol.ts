/** The secretariat takes a protocol back that was wrong: signatures given so far are void, and the signers are mailed why. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { reasonGiven } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';

export const recallProtocol = meetingAction({
  event: 'recallProtocol',
  order: 170,
  input: z.strictObject({ meeting: Id, reason: Reason }),
  policy: bySecretariat,
  prepare({ reason: text }) {
    const { document, hash: reason } = reasonGiven(text);
    return { event: { type: 'recallProtocol', reason }, documents: [document] };
  },
  pages: [{ path: 'kald-tilbage', form: 'reason', on: 'protocol' }],
});
