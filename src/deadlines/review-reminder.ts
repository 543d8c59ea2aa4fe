/** Whoever has been asked to review an item and has not answered is reminded. */
import { afterWaiting, type Wait } from './after-waiting.ts';
import type { DeadlineKind } from './kind.ts';

export const reviewReminder = {
  event: 'reviewReminderDue',
  rule: 'review-reminder',
  shownTo: 'readers',
  dueFor(wait) {
    return afterWaiting(this.rule, 2, wait);
  },
} as const satisfies DeadlineKind<Wait>;
