/** The window is made longer, with a reason that all parties are told; the old deadline is kept in the record. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing } from '#src/calendar/hearing-window.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { hearingWindow } from '#src/deadlines/hearing-window.ts';
import { Reason } from '#src/documents/decision.ts';
import { notAllowedNow, notFound } from '#src/errors.ts';
import { closingDaysIn } from '#src/people/closing-days.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnHearing } from './commit-on-hearing.ts';
import { DEFAULT_GRACE_MINUTES, withMinimum } from './schedule.ts';

export const ExtendHearingInput = z.strictObject({
  hearing: Id,
  closesOn: z.iso.date(),
  reason: Reason,
  graceMinutes: z.number().int().min(0).max(1_440).default(DEFAULT_GRACE_MINUTES),
});

/** @throws Refusal `only-owner-or-secretariat` (403), `window-longer-than-before`, `not-in-this-state` (409) */
export async function extendHearing(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { hearing, closesOn, reason: text, graceMinutes } = readInput(ExtendHearingInput, input);
  const { context, value } = (await headOf(deps.collections, 'hearing', hearing)).state;
  const type = hearingType(context.hearingType);
  if (type === undefined) throw notFound('hearing');
  if (context.window === null) throw notAllowedNow('not-in-this-state', { state: value });
  const opensOn = dayOfInstant(context.window.opensAt);
  const closingDays = closingDaysIn(await deps.directory.current());
  const window = hearingWindow({ type, opensOn, closesOn, graceMinutes, closingDays });
  const reason = reasonGiven(text);
  return commitOnHearing(deps, request, hearing, () => ({ type: 'extend', window, reason: reason.hash }), [
    reason.document,
  ]).catch(withMinimum(earliestClosing(type, opensOn), type));
}
