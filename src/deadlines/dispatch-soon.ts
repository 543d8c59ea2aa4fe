/** The secretariat is warned on the last day on which an agenda may be sent. */
import { instantOf, MORNING } from '#src/calendar/zoned.ts';
import { type AgendaDispatch, lastDispatchDay } from './agenda-dispatch.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

export const dispatchSoon = {
  event: 'dispatchSoon',
  rule: 'dispatch-warning',
  shownTo: 'secretariat',
  /** In the morning of that day; in its first moment where the agenda must have gone before people come to work. */
  dueFor(agenda) {
    const last = lastDispatchDay(agenda);
    if (last === null) return null;
    const { day, cutoffTime, found } = last;
    const warnsAt = cutoffTime !== null && cutoffTime <= MORNING ? '00:00' : MORNING;
    return dueBy(instantOf(day, warnsAt), { rule: this.rule, ...found });
  },
} as const satisfies DeadlineKind<AgendaDispatch>;
