/** A hearing opens with its first day, and its parties are invited. */
import { instantOf } from '#src/calendar/zoned.ts';
import { type AskedWindow, foundFrom } from './asked-window.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

export const hearingOpens = {
  event: 'opens',
  rule: 'hearing-opens',
  shownTo: 'readers',
  dueFor(window) {
    return dueBy(instantOf(window.opensOn, '00:00'), { rule: this.rule, ...foundFrom(window) });
  },
} as const satisfies DeadlineKind<AskedWindow>;
