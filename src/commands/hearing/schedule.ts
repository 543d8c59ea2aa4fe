/** The hearing gets its window; one that has begun already goes out at once, a later one opens by itself. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing } from '#src/calendar/hearing-window.ts';
import { hearingWindow } from '#src/deadlines/hearing-window.ts';
import { notFound } from '#src/errors.ts';
import { closingDaysIn } from '#src/people/closing-days.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hearingAction } from './hearing-action.ts';
import { GraceMinutes, withMinimum } from './window-input.ts';

/**
 * Local days in Denmark, both part of the window. Refused by `somebody-to-hear`, `window-in-order`, `window-not-below-minimum`
 * (409, with the minimum and the first day on which it may end).
 */
export const scheduleHearing = hearingAction({
  event: 'schedule',
  order: 30,
  input: z.strictObject({
    hearing: Id,
    opensOn: z.iso.date(),
    closesOn: z.iso.date(),
    graceMinutes: GraceMinutes,
  }),
  policy: mayRunHearing,
  async prepare({ opensOn, closesOn, graceMinutes }, { deps, id }) {
    const { context } = (await headOf(deps.collections, 'hearing', id)).state;
    const type = hearingType(context.hearingType);
    if (type === undefined) throw notFound('hearing');
    const closingDays = closingDaysIn(await deps.directory.current());
    const window = hearingWindow({ type, opensOn, closesOn, graceMinutes, closingDays });
    const startsNow = (await deps.clock.now()).getTime() >= Date.parse(window.opens.dueAt);
    return {
      event: { type: 'schedule', window, startsNow },
      explain: withMinimum(earliestClosing(type, opensOn), type),
    };
  },
  page: { path: 'frist', form: 'window' },
});
