/** Who was away, as it is printed above their names: excused, absent without excuse, and barred from one item are three things. */
import type { Absence, AttendanceDocument } from '#src/documents/decision.ts';
import type { Membership } from '#src/people/types.ts';

export const EXCUSED = 'Afbud:';
export const ABSENT = 'Fraværende:';
export const DISQUALIFIED = 'Inhabil:';

/** As names stand in a printed list of absences: party or title in brackets. */
export const printedMember = ({ printedName, party, title }: Membership): string => {
  const more = party ?? title;
  return more === undefined ? printedName : `${printedName} (${more})`;
};

/** As names stand among those who took part: a title is said beside the name there. */
export const printedAttendee = ({ printedName, party }: Membership): string =>
  party ? `${printedName} (${party})` : printedName;

/** Whether the attendance of the whole meeting says that a member is away, and how. */
export function awayFromMeeting(
  attendance: Pick<AttendanceDocument, 'absences'> | null,
  member: Membership,
): string | null {
  const name = printedAttendee(member);
  return attendance?.absences.find(({ people }) => people.includes(name))?.label ?? null;
}

export const peopleUnder = (absences: readonly Absence[], label: string): string[] =>
  absences.filter((absence) => absence.label === label).flatMap(({ people }) => people);

/** The lines of a text box that say something. */
export const filledLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
