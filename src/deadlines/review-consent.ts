/** The silence of those who were asked to review an item is consent from the end of the last hverdag that they were given. */
import { DEFAULT_POLICY, POLICIES } from '#src/calendar/counting-policy.ts';
import { countForward } from '#src/calendar/hverdage.ts';
import { dayOfInstant, endOfDay } from '#src/calendar/zoned.ts';
import type { Wait } from './after-waiting.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

export const reviewConsent = {
  event: 'consentDue',
  rule: 'review-consent',
  shownTo: 'readers',
  dueFor({ since, days = 1 }) {
    const { day, counted, skipped } = countForward(dayOfInstant(since), days, POLICIES[DEFAULT_POLICY]);
    const inputs = { since, days };
    return dueBy(endOfDay(day), { rule: this.rule, source: '', inputs, policy: DEFAULT_POLICY, counted, skipped });
  },
} as const satisfies DeadlineKind<Wait>;
