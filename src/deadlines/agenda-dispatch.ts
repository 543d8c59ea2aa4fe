/** The day by which an agenda must have been sent, and how it was counted: what both deadlines of a dispatch begin with. */
import { type ClosingDays, countingPolicy } from '#src/calendar/counting-policy.ts';
import type { DispatchRule } from '#src/calendar/dispatch-rule.ts';
import { countBack } from '#src/calendar/hverdage.ts';
import type { Basis } from './basis.ts';

export interface AgendaDispatch {
  /** `YYYY-MM-DD`; the day of the meeting is not counted itself. */
  meetingDay: string;
  rule: DispatchRule;
  /** Whether the rule is the law's, for the council, or the organ's own. */
  byLaw: boolean;
  /** The municipality's own. */
  closingDays: readonly ClosingDays[];
}

/** What any deadline that follows from the date of a meeting is found from. */
export interface MeetingDate extends AgendaDispatch {
  /** The organ's setting for this kind of deadline, hverdage before the meeting; null where it has none, or the kind needs none. */
  days: number | null;
}

/** @returns the last day, `YYYY-MM-DD` in Denmark, with what was counted; null where the organ has no rule */
export function lastDispatchDay({ meetingDay, rule, byLaw, closingDays }: AgendaDispatch) {
  const { days, policy, cutoffTime } = rule;
  if (days === null) return null;
  const { day, counted, skipped } = countBack(meetingDay, days, countingPolicy(policy, closingDays));
  const found: Omit<Basis, 'rule' | 'calendarVersion'> = {
    source: byLaw ? 'kommunestyrelsesloven § 8, stk. 4' : '',
    inputs: { meetingDay, days, lastDay: day, cutoffTime },
    policy,
    counted,
    skipped,
  };
  return { day, cutoffTime, found };
}
