/** The secretariat takes a protocol back that was wrong: signatures given so far are void, and the signers are mailed why. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { forReason } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';

export const recallProtocol = meetingAction({
  event: 'recallProtocol',
  order: 170,
  input: z.strictObject({ meeting: Id, reason: Reason }),
  policy: bySecretariat,
  prepare: forReason('recallProtocol'),
  pages: [{ path: 'kald-tilbage', form: 'reason', on: 'protocol' }],
});
