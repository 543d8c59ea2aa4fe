/** When an agenda must have been sent, and when the secretariat is warned of it. */
import type { DispatchTimes } from '#machines/meeting/events.ts';
import type { AgendaDispatch } from './agenda-dispatch.ts';
import { dispatchDue } from './dispatch-due.ts';
import { dispatchSoon } from './dispatch-soon.ts';

/** @returns null where the organ has no rule */
export function dispatchTimes(agenda: AgendaDispatch): DispatchTimes | null {
  const warns = dispatchSoon.dueFor(agenda);
  const due = dispatchDue.dueFor(agenda);
  return warns === null || due === null ? null : { warns, due };
}
