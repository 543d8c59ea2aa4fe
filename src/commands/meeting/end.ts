/** The meeting ends: every item has its decision or is struck, and the decisions go into effect. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { ruleOf } from './context-rules.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `every-item-decided`, `attendance-recorded` (409). */
export const endMeeting = meetingAction({
  event: 'end',
  order: 130,
  input: z.strictObject({ meeting: Id }),
  policy: bySecretariat,
  prepare: () => ({ event: { type: 'end' } }),
  pages: [{ path: 'afslut', form: 'button', on: 'meeting' }],
  contextRule: ruleOf('every-item-decided', 'attendance-recorded'),
  ofAgenda: 'ahead',
});
