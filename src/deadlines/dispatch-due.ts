/** The last lawful moment to send an agenda: by law for the council (kommunestyrelsesloven § 8(4)), by its own rule for another organ. */
import { endOfDay, instantOf } from '#src/calendar/zoned.ts';
import { type AgendaDispatch, lastDispatchDay } from './agenda-dispatch.ts';
import { dueBy } from './basis.ts';
import type { DeadlineKind } from './kind.ts';

export const dispatchDue = {
  event: 'dispatchDue',
  rule: 'dispatch',
  // Until when an agenda must be out concerns whoever writes for it.
  shownTo: 'readers',
  dueFor(agenda) {
    const last = lastDispatchDay(agenda);
    if (last === null) return null;
    const { day, cutoffTime, found } = last;
    return dueBy(cutoffTime === null ? endOfDay(day) : instantOf(day, cutoffTime), { rule: this.rule, ...found });
  },
} as const satisfies DeadlineKind<AgendaDispatch>;
