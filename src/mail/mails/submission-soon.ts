/** To officers with items on their way to the organ, on the last day on which items may be handed in for a meeting. */
import { z } from 'zod';
import { AGENDA, partOf } from '#machines/meeting/context.ts';
import { weekdayOf } from '#src/calendar/danish-dates.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { Person } from '#src/people/types.ts';
import { aboutMeeting, agendaSent, type MeetingSubject, meetingMail, meetingProps } from '../about-meeting.ts';
import { Line } from '../fields.ts';
import { ItemLine, itemLine } from '../item-line.ts';
import { itemsOnTheWay } from '../items-on-the-way.ts';
import { officersOf } from '../recipients.ts';

export const submissionSoon = meetingMail({
  /** `lastDay` "fredag den 1. december 2023". */
  props: aboutMeeting({ lastDay: Line, items: z.array(ItemLine).min(1) }),
  priority: 'reminder',
  outdated(subject) {
    const gone = agendaSent(subject);
    if (gone !== null) return gone;
    if (!takesItems(subject)) return 'agenda-frozen';
    return lastDayOf(subject) < dayOfInstant(subject.now.toISOString()) ? 'last-day-over' : null;
  },
  to: officers,
  nobody: { void: 'no-items-on-the-way' },
  says: (subject) => (officer) => ({
    ...meetingProps(subject, officer),
    lastDay: weekdayOf(lastDayOf(subject)),
    items: officer.items,
  }),
});

/** Until its agenda is frozen items are put on it. */
const takesItems = ({ context }: MeetingSubject): boolean => partOf(context, AGENDA)?.phase === 'open';

/** `YYYY-MM-DD`; the deadline falls due in its morning. Empty where the organ had no such deadline when the meeting was moved. */
function lastDayOf({ context: { deadlines } }: MeetingSubject): string {
  const at = deadlines?.submissionSoon;
  return at === undefined ? '' : dayOfInstant(at);
}

/** Everybody who has an item that may come to this meeting and that no agenda has yet, each with all of theirs. */
async function officers({
  deps,
  directory,
  now,
  context,
}: MeetingSubject): Promise<(Person & { items: ItemLine[] })[]> {
  const byPerson = new Map<string, Person & { items: ItemLine[] }>();
  for (const onTheWay of await deps.reader.find((sources) => itemsOnTheWay(sources, context.organ))) {
    const line = itemLine(deps.publicUrl, onTheWay);
    for (const person of officersOf(directory, onTheWay.head.context, now)) {
      const known = byPerson.get(person.id);
      if (known) known.items.push(line);
      else byPerson.set(person.id, { ...person, items: [line] });
    }
  }
  return [...byPerson.values()];
}
