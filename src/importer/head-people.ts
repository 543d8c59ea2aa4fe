/** Who belongs to an organ and who was away, as the head of an agenda lists them. */
import { absenceLabel } from './headings.ts';
import type { ImportedAbsence, ImportedMember } from './imported.ts';
import { absentPeople, beginsWithPerson, isPerson, memberOf, peopleIn } from './people.ts';

/** A label with what stands behind and below it; what stands above the first one has none. */
export interface HeadPart {
  label: string;
  /** The label as it stands, with its colon. */
  raw: string;
  values: string[];
}

interface HeadPeople {
  members: ImportedMember[];
  absences: ImportedAbsence[];
  /** What stands among the people and is none. */
  others: string[];
}

const MEMBERS = /^(medlemmer|mødedeltagere|deltagere)/;
/** Until about 2012: two columns of names, and behind each whether they came. */
export const ATTENDANCE = /^(?:medlemmer\s+(?:deltog|fremmødt|til stede)\s*)+$/i;
const ATTENDED = /(\p{Lu}[^()\t]{2,60}\([^()]{1,30}\))\s*(x\b|X\b|[Aa]fbud|[Ff]raværende)?/gu;

const isOne = (line: string): boolean => line.length <= 400 && (isPerson(line) || beginsWithPerson(line));
const named = (values: readonly string[]): string[] => values.filter((line) => line.length <= 400).flatMap(peopleIn);

/** @param parts of the head, in their order */
export function peopleOf(parts: readonly HeadPart[]): HeadPeople {
  const listed = parts.filter(({ label }) => MEMBERS.test(label) && !ATTENDANCE.test(label));
  const away = parts.filter(({ raw }) => absenceLabel(raw) !== null);
  const found = [...listed, ...away].flatMap(({ values }) => values);
  // "Medlemmer:" and "Fraværende:" were two columns: all names stand below the second, and who was away stands there twice.
  const shared = listed.every(({ values }) => values.length === 0) && listed.length > 0 ? away[0] : undefined;
  const table = attended(parts);
  const absences = away.flatMap((part) => absencesOf(part, part === shared));
  return {
    members: [
      ...named([...listed.flatMap(({ values }) => values), ...once(shared?.values ?? [])])
        .filter(isOne)
        .map(memberOf),
      ...table.members,
    ],
    absences: [...absences, ...table.absences],
    others: [...named(found).filter((line) => !isOne(line) && !saysNobody(line)), ...table.others],
  };
}

const saysNobody = (line: string): boolean => /^(ingen|intet|-)\.?$/i.test(line);
const once = (values: readonly string[]): string[] => [...new Set(values)];
const again = (values: readonly string[]): string[] => values.filter((value, at) => values.indexOf(value) < at);

function absencesOf({ raw, values }: HeadPart, shared: boolean): ImportedAbsence[] {
  const people = (shared ? again(values) : values).filter(isOne).flatMap(absentPeople);
  return people.length > 0 ? [{ label: raw, people }] : [];
}

function attended(parts: readonly HeadPart[]): HeadPeople {
  const lines = parts.filter(({ label }) => ATTENDANCE.test(label)).flatMap(({ values }) => values);
  const rows = lines.filter((line) => line.length <= 400).flatMap((line) => [...line.matchAll(ATTENDED)]);
  const away = rows.filter(([, , came = 'x']) => came.toLowerCase() !== 'x');
  const label = away[0]?.[2] ?? '';
  return {
    members: rows.map(([, name = '']) => memberOf(name)),
    absences: away.length === 0 ? [] : [{ label, people: away.flatMap(([, name = '']) => absentPeople(name)) }],
    others: lines.filter((line) => line.replace(ATTENDED, '').trim() !== ''),
  };
}
