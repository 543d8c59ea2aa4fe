/** A party is taken off the list before anybody has been written to. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { hearingAction } from './hearing-action.ts';

/** Refused by `party-invited` (409). */
export const uninviteParty = hearingAction({
  event: 'uninvite',
  order: 20,
  input: z.strictObject({ hearing: Id, party: Id }),
  policy: mayRunHearing,
  prepare: ({ party }) => ({ event: { type: 'uninvite', party } }),
  page: { path: 'fjern', form: 'party' },
});
