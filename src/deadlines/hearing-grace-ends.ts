/** Until then an answer counts whose form was opened before the hearing closed. */
import { addMinutes, endOfDay } from '#src/calendar/zoned.ts';
import type { AskedWindow } from './asked-window.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

export const hearingGraceEnds = {
  event: 'graceEnds',
  rule: 'hearing-grace',
  shownTo: 'readers',
  dueFor({ closesOn, graceMinutes }) {
    return dueBy(addMinutes(endOfDay(closesOn), graceMinutes), {
      rule: this.rule,
      source: '',
      inputs: { closesOn, graceMinutes },
    });
  },
} as const satisfies DeadlineKind<AskedWindow>;
