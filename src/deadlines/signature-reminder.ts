/** Whoever has not signed a protocol, nor refused to, is reminded. */
import { afterWaiting, type Wait } from './after-waiting.ts';
import type { DeadlineKind } from './kind.ts';

export const signatureReminder = {
  event: 'signatureDue',
  rule: 'signature-reminder',
  shownTo: 'secretariat',
  dueFor(wait) {
    return afterWaiting(this.rule, 3, wait);
  },
} as const satisfies DeadlineKind<Wait>;
