/** The agenda has been gone through by the direction and the chair before it goes out: a custom, recorded where it is kept. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { ruleOf } from './context-rules.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `agenda-has-items` (409). */
export const reviewAgenda = meetingAction({
  event: 'review',
  order: 30,
  input: z.strictObject({ meeting: Id }),
  policy: bySecretariat,
  prepare: () => ({ event: { type: 'review' } }),
  pages: [{ path: 'gennemgaaet', form: 'button', on: 'meeting' }],
  contextRule: ruleOf('agenda-has-items'),
});
