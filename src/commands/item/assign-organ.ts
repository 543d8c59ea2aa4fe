/** The secretariat names the organ of a step that was left open (kompetence afventer). */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { itemAction } from './item-action.ts';
import { waitsForOrgan } from './phases.ts';

/** Refused by `current-step`, `organ-open` (409). */
export const assignOrgan = itemAction({
  event: 'assignOrgan',
  order: 110,
  input: z.strictObject({ item: Id, step: Id, organ: Id }),
  policy: bySecretariat,
  prepare: ({ step, organ }) => ({ event: { type: 'assignOrgan', step, organ } }),
  page: { path: 'vaelg-organ', form: 'organ' },
  offeredIn: waitsForOrgan,
});
