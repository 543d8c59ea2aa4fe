/** Whoever has been asked to act at a step and has not answered is reminded. */
import { afterWaiting, type Wait } from './after-waiting.ts';
import type { DeadlineKind } from './kind.ts';

export const approvalReminder = {
  event: 'reminderDue',
  rule: 'approval-reminder',
  shownTo: 'readers',
  dueFor(wait) {
    return afterWaiting(this.rule, 2, wait);
  },
} as const satisfies DeadlineKind<Wait>;
