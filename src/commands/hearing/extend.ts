/** The window is made longer, with a reason that all parties are mailed; the old deadline is kept in the record. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing } from '#src/calendar/hearing-window.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import { hearingWindow } from '#src/deadlines/hearing-window.ts';
import { Reason } from '#src/documents/decision.ts';
import { notAllowedNow, notFound } from '#src/errors.ts';
import { closingDaysIn } from '#src/people/closing-days.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { hearingAction } from './hearing-action.ts';
import { GraceMinutes, withMinimum } from './window-input.ts';

/** Refused by `window-longer-than-before`, and as `scheduleHearing` (409). */
export const extendHearing = hearingAction({
  event: 'extend',
  order: 40,
  input: z.strictObject({ hearing: Id, closesOn: z.iso.date(), reason: Reason, graceMinutes: GraceMinutes }),
  policy: mayRunHearing,
  async prepare({ closesOn, reason: text, graceMinutes }, { deps, id }) {
    const { context, value } = (await headOf(deps.collections, 'hearing', id)).state;
    const type = hearingType(context.hearingType);
    if (type === undefined) throw notFound('hearing');
    if (context.window === null) throw notAllowedNow('not-in-this-state', { state: value });
    const opensOn = dayOfInstant(context.window.opensAt);
    const closingDays = closingDaysIn(await deps.directory.current());
    const window = hearingWindow({ type, opensOn, closesOn, graceMinutes, closingDays });
    const reason = reasonGiven(text);
    return {
      event: { type: 'extend', window, reason: reason.hash },
      documents: [reason.document],
      explain: withMinimum(earliestClosing(type, opensOn), type),
    };
  },
  page: { path: 'forlaeng', form: 'extension' },
});
