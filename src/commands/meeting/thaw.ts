/** A frozen agenda that has not been sent is opened again. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { partsIn } from './context-rules.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `part-frozen`, `no-later-part-frozen` (409). */
export const thawAgenda = meetingAction({
  event: 'thaw',
  order: 60,
  input: z.strictObject({ meeting: Id, part: Id }),
  policy: bySecretariat,
  prepare: ({ part }) => ({ event: { type: 'thaw', part } }),
  pages: [{ path: 'laas-op', form: 'part', on: 'meeting' }],
  ofAgenda: 'meanwhile',
  contextRule(context, part) {
    const frozen = partsIn(context, 'frozen', part);
    const isLast = ({ id }: { id: string }) => {
      const place = context.parts.findIndex((each) => each.id === id);
      return context.parts.slice(place + 1).every(({ phase }) => phase === 'open');
    };
    return frozen.length === 0 || frozen.some(isLast) ? null : 'no-later-part-frozen';
  },
});
