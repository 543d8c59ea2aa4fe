/** Officers are warned on the last day on which an item may be handed in for a meeting: the organ's own custom. */
import { countingPolicy } from '#src/calendar/counting-policy.ts';
import { countBack } from '#src/calendar/hverdage.ts';
import { instantOf, MORNING } from '#src/calendar/zoned.ts';
import type { MeetingDate } from './agenda-dispatch.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

export const submissionSoon = {
  event: 'submissionSoon',
  rule: 'submission',
  shownTo: 'readers',
  /** In the morning of that day, so that it can still be used. */
  dueFor({ meetingDay, days, rule: { policy }, closingDays }) {
    if (days === null) return null;
    const { day, counted, skipped } = countBack(meetingDay, days, countingPolicy(policy, closingDays));
    return dueBy(instantOf(day, MORNING), {
      rule: this.rule,
      source: '',
      inputs: { meetingDay, days, lastDay: day },
      policy,
      counted,
      skipped,
    });
  },
} as const satisfies DeadlineKind<MeetingDate>;
