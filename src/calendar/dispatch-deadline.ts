/** When an agenda must have been sent. */
import { z } from 'zod';
import { type Due, LocalTime } from '#machines/primitives.ts';
import { type ClosingDays, countingPolicy, DEFAULT_POLICY, PolicyId } from './counting-policy.ts';
import { deadline } from './deadline.ts';
import { countBack } from './hverdage.ts';
import { endOfDay, instantOf, MORNING } from './zoned.ts';

/** An organ's rule. `days` null: the organ has none. `cutoffTime` null: any time of the last day will do. */
export const DispatchRule = z.strictObject({
  days: z.number().int().min(1).max(60).nullable(),
  policy: PolicyId,
  cutoffTime: LocalTime.nullable(),
});
export type DispatchRule = z.infer<typeof DispatchRule>;

/** Four hverdage, agenda and material together: law for the council (kommunestyrelsesloven § 8(4)). */
export const COUNCIL_RULE = { days: 4, policy: DEFAULT_POLICY, cutoffTime: null } as const satisfies DispatchRule;
export const NO_RULE: DispatchRule = { days: null, policy: DEFAULT_POLICY, cutoffTime: null };

/** The morning of the last day; its first moment where the agenda must have gone before people come to work. */
const warningTime = (cutoffTime: string | null): string =>
  cutoffTime !== null && cutoffTime <= MORNING ? '00:00' : MORNING;

/**
 * @param meetingDay `YYYY-MM-DD`; it is not counted itself
 * @param byLaw whether the rule is the law's, for the council, or the organ's own
 * @param closingDays the municipality's own
 * @returns the last lawful moment, and when on that day the secretariat is warned; null where there is no rule
 */
export function dispatchTimes(
  meetingDay: string,
  { days, policy, cutoffTime }: DispatchRule,
  byLaw: boolean,
  closingDays: readonly ClosingDays[],
): { warns: Due; due: Due } | null {
  if (days === null) return null;
  const { day, counted, skipped } = countBack(meetingDay, days, countingPolicy(policy, closingDays));
  const found = {
    source: byLaw ? 'kommunestyrelsesloven § 8, stk. 4' : '',
    inputs: { meetingDay, days, lastDay: day, cutoffTime },
    policy,
    counted,
    skipped,
  };
  const dueAt = cutoffTime === null ? endOfDay(day) : instantOf(day, cutoffTime);
  return {
    warns: deadline(instantOf(day, warningTime(cutoffTime)), { rule: 'dispatch-warning', ...found }),
    due: deadline(dueAt, { rule: 'dispatch', ...found }),
  };
}
