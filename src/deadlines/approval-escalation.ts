/** An approval that a reminder has not brought about is reported to the superior office. */
import { afterWaiting, type Wait } from './after-waiting.ts';
import type { DeadlineKind } from './kind.ts';

export const approvalEscalation = {
  event: 'escalationDue',
  rule: 'approval-escalation',
  shownTo: 'readers',
  dueFor(wait) {
    return afterWaiting(this.rule, 2, wait);
  },
} as const satisfies DeadlineKind<Wait>;
