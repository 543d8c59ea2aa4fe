/** Who takes part in a meeting of the demo: the organ's members on the day, less those who are away. */

import { covers } from '#src/people/local-day.ts';
import type { Membership } from '#src/people/types.ts';
import { DEMO_ORGANS } from './people-data.ts';
import type { ScenarioMeeting } from './scenario.ts';

function membersOf({ organ, date }: ScenarioMeeting): Membership[] {
  const members = DEMO_ORGANS.find(({ id }) => id === organ)?.members ?? [];
  return members.filter((member) => covers(member, date));
}
const printed = ({ printedName, party }: Membership) => (party ? `${printedName} (${party})` : printedName);

/** What the secretary of the demo records: who was there, who was away, who led the meeting. */
export function attendanceAt(meeting: ScenarioMeeting) {
  const members = membersOf(meeting);
  const away = new Map(meeting.absent.map(({ person, label }) => [person, label]));
  const present = members.filter(({ person }) => !away.has(person ?? ''));
  const absences = (['Afbud:', 'Fraværende:'] as const).map((label) => ({
    label,
    people: members.filter(({ person }) => away.get(person ?? '') === label).map(printed),
  }));
  const chair = present.find((member) => member.chair) ?? present[0];
  return {
    attendance: { present: present.map(printed), absences: absences.filter(({ people }) => people.length > 0) },
    members: present.flatMap(({ person }) => person ?? []),
    chair: chair?.person ?? null,
  };
}

export const signersAt = (meeting: ScenarioMeeting): string[] => attendanceAt(meeting).members;
