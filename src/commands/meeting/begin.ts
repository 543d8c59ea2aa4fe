/** The meeting begins. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { ruleOf } from './context-rules.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `every-part-dispatched` (409). */
export const beginMeeting = meetingAction({
  event: 'begin',
  order: 80,
  input: z.strictObject({ meeting: Id }),
  policy: bySecretariat,
  prepare: () => ({ event: { type: 'begin' } }),
  pages: [{ path: 'begynd', form: 'button', on: 'meeting' }],
  contextRule: ruleOf('every-part-dispatched'),
  ofAgenda: 'ahead',
});
