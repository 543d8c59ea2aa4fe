/** The hearing gets its window; one that has begun already goes out at once, a later one opens by itself. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { type HearingType, hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing } from '#src/calendar/hearing-window.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { hearingWindow } from '#src/deadlines/hearing-window.ts';
import { isRefusal, notAllowedNow, notFound } from '#src/errors.ts';
import { closingDaysIn } from '#src/people/closing-days.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { readInput } from '../read-input.ts';
import { commitOnHearing } from './commit-on-hearing.ts';

export const DEFAULT_GRACE_MINUTES = 60;

/** Local days in Denmark, both part of the window. */
export const ScheduleHearingInput = z.strictObject({
  hearing: Id,
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  graceMinutes: z.number().int().min(0).max(1_440).default(DEFAULT_GRACE_MINUTES),
});

/**
 * @throws Refusal `only-owner-or-secretariat` (403), `somebody-to-hear`, `window-in-order`, `window-not-below-minimum` (409, with
 *   the minimum and the first day on which it may end)
 */
export async function scheduleHearing(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { hearing, opensOn, closesOn, graceMinutes } = readInput(ScheduleHearingInput, input);
  const { context } = (await headOf(deps.collections, 'hearing', hearing)).state;
  const type = hearingType(context.hearingType);
  if (type === undefined) throw notFound('hearing');
  const closingDays = closingDaysIn(await deps.directory.current());
  const window = hearingWindow({ type, opensOn, closesOn, graceMinutes, closingDays });
  const startsNow = (await deps.clock.now()).getTime() >= Date.parse(window.opens.dueAt);
  return commitOnHearing(deps, request, hearing, () => ({ type: 'schedule', window, startsNow })).catch(
    withMinimum(earliestClosing(type, opensOn), type),
  );
}

/** Says what the law asks for and which day would do, where the window was too short. */
export const withMinimum =
  (earliest: string | null, { name, minimumWeeks, source }: HearingType) =>
  (error: unknown): never => {
    if (!isRefusal(error) || error.code !== 'window-not-below-minimum') throw error;
    throw notAllowedNow(error.code, {
      ...error.details,
      hearing: name,
      minimumWeeks,
      source,
      earliestClosing: earliest,
    });
  };
