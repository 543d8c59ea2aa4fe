/** What every mail about a meeting says of it, and whom it concerns. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import { shortDayOf, weekdayOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { Directory } from '#src/people/directory.ts';
import { organName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { activePeople, type PlanDeps, type Recipient } from './plan.ts';

/** @throws Error when the meeting does not exist */
export async function subjectOf(deps: PlanDeps, directory: Directory, meeting: string, key: string) {
  const head = await deps.reader.meeting(meeting);
  if (head === undefined) throw new Error(`the meeting that the mail ${key} is about does not exist`);
  const context: MeetingContext = head.context;
  const { date, organ, dispatchDueAt } = context;
  return {
    state: head.state,
    context,
    dispatchSentence: dispatchDueAt === null ? '-' : `Fristen er ${momentInWords(dispatchDueAt)}.`,
    subject: (person: Recipient) => ({
      recipientName: person.name,
      organName: organName(directory, organ),
      date: weekdayOf(date),
      shortDate: shortDayOf(date),
      link: deps.meetingUrl(meeting),
    }),
  };
}

/** The organ's members on a day who have an address here. @param day `YYYY-MM-DD` */
export function reachableMembers(directory: Directory, organ: string, day: string): Recipient[] {
  const ids = membersOn(directory, organ, day).flatMap(({ person }) => person ?? []);
  return activePeople(directory, [...new Set(ids)]);
}
