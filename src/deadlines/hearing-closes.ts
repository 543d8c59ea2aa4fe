/** A hearing closes with its last day; the day counts as a whole (the law's minimum in weeks is the type's, planloven § 24 and others). */
import { endOfDay } from '#src/calendar/zoned.ts';
import { type AskedWindow, foundFrom } from './asked-window.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

export const hearingCloses = {
  event: 'closes',
  rule: 'hearing-closes',
  shownTo: 'readers',
  dueFor(window) {
    return dueBy(endOfDay(window.closesOn), { rule: this.rule, ...foundFrom(window) });
  },
} as const satisfies DeadlineKind<AskedWindow>;
