/** The meeting is cancelled, with a reason: its items wait for another meeting, and whoever was told of it is mailed. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { forReason } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `not-in-this-state` (409) once the meeting has begun. */
export const callOffMeeting = meetingAction({
  event: 'callOff',
  order: 15,
  input: z.strictObject({ meeting: Id, reason: Reason }),
  policy: bySecretariat,
  prepare: forReason('callOff'),
  pages: [{ path: 'aflys', form: 'reason', on: 'meeting' }],
});
