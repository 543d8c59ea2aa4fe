/** Parties that have not answered are reminded some hverdage before the last day; the service's own custom. */
import { countingPolicy, DEFAULT_POLICY } from '#src/calendar/counting-policy.ts';
import { countBack } from '#src/calendar/hverdage.ts';
import { instantOf, MORNING } from '#src/calendar/zoned.ts';
import type { AskedWindow } from './asked-window.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

const DAYS = 3;

export const hearingReminds = {
  event: 'reminds',
  rule: 'hearing-reminder',
  shownTo: 'readers',
  /** @returns null where the reminder would come on the first day or before it */
  dueFor({ opensOn, closesOn, closingDays }) {
    const { day, counted, skipped } = countBack(closesOn, DAYS, countingPolicy(DEFAULT_POLICY, closingDays));
    if (day <= opensOn) return null;
    return dueBy(instantOf(day, MORNING), {
      rule: this.rule,
      source: '',
      inputs: { closesOn, days: DAYS },
      policy: DEFAULT_POLICY,
      counted,
      skipped,
    });
  },
} as const satisfies DeadlineKind<AskedWindow>;
