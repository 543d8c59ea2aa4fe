/** The deadlines that follow from the date of a meeting. */
import type { z } from 'zod';
import type { PlanMeeting } from '#machines/meeting/events.ts';
import { dispatchTimes } from '#src/deadlines/dispatch-times.ts';
import { organDeadlineKinds } from '#src/deadlines/registry.ts';
import { closingDaysIn } from '#src/people/closing-days.ts';
import type { Directory } from '#src/people/directory.ts';
import { dispatchRuleOf } from '#src/people/dispatch-rule.ts';
import type { Organ } from '#src/people/types.ts';

/**
 * @param date of the meeting, `YYYY-MM-DD` in Denmark
 * @returns as the events that plan a meeting name them: when the agenda must have been sent, which for the council is the law's, and
 *   the other deadlines that the organ has set for its meetings
 */
export function meetingDeadlines(
  organ: Organ,
  date: string,
  directory: Directory,
): Pick<z.infer<typeof PlanMeeting>, 'deadlines'> & Required<Pick<z.infer<typeof PlanMeeting>, 'dispatch'>> {
  const rule = dispatchRuleOf(organ);
  const agenda = { meetingDay: date, rule, byLaw: organ.kind === 'council', closingDays: closingDaysIn(directory) };
  const others = organDeadlineKinds.flatMap((kind) => {
    const due = kind.dueFor({ ...agenda, days: organ.deadlines?.[kind.event]?.days ?? null });
    return due === null ? [] : [[kind.event, due] as const];
  });
  return {
    dispatch: dispatchTimes(agenda),
    ...(others.length === 0 ? {} : { deadlines: Object.fromEntries(others) }),
  };
}
