/** People as agendas list them: with a title before the name, or a party or an office in brackets after it, or vacant. */

import type { ImportedAbsence, ImportedMember } from './imported.ts';
import { isPageLine } from './page-marks.ts';

const OFFICE =
  /^((?:\S+\s+){0,4}?\S*(?:direktør|chef|leder|formand|borgmester|sekretær|konsulent|repræsentant|tillidsmand|koordinator|rådgiver))\s+(.+)$/i;
const IN_BRACKETS = /\s*\(\(?([^()]*)\)\s*/g;

const withoutBrackets = (raw: string): string => raw.replace(IN_BRACKETS, ' ').replace(/\s+/g, ' ').trim();
const notesIn = (raw: string): string[] => [...raw.matchAll(IN_BRACKETS)].map(([, note = '']) => note.trim());

/** Where a text has lost its line ends, the brackets behind each name are all that parts two people. */
const AFTER_BRACKETS = /(?<=\([^()]{1,30}\){1,2})\s+(?=[A-ZÆØÅ][a-zæøå])/;
/** "direktør for Plan, Teknik og Miljø" is one office. */
const FIELDS = /(?:direktør|chef|leder|konsulent) for .*,/i;

/** "Jan Petersen (A), Lars Møller (A) og Bente Hedegaard (A)" are three; a comma in brackets separates nobody. */
export function peopleIn(line: string): string[] {
  if (FIELDS.test(line)) return [line.trim()];
  const parts = line
    .split(/[,;\t](?![^(]*\))/)
    .flatMap((part) => ((part.match(/\(/g)?.length ?? 0) > 1 ? part.split(AFTER_BRACKETS) : [part]))
    .map((part) => part.trim());
  const last = parts.pop() ?? '';
  const people: string[] = [];
  for (const part of [...parts, ...last.split(/\s+og\s+(?=[A-ZÆØÅ])(?![^(]*\))/).map((each) => each.trim())]) {
    const before = people.at(-1);
    // "…, stedfortræder Bo Prøve deltog" says something of the person before.
    if (before !== undefined && /^[a-zæøå]/.test(part)) people[people.length - 1] = `${before}, ${part}`;
    else if (part !== '') people.push(part);
  }
  return people;
}

/** An office that names its fields: the name follows the last of them. */
const OFFICE_FOR = /^(.*?(?:direktør|chef|leder|konsulent) for (?:[^\s,]+, )*(?:[^\s,]+ og )?[^\s,]+)\s+([A-ZÆØÅ].*)$/i;

/** "Velfærdsdirektør Lene Thomsen (formand)": title, name and note; a vacant seat has no name. */
export function memberOf(raw: string): ImportedMember {
  const name = withoutBrackets(raw);
  const [, title = null, holder = name] = OFFICE_FOR.exec(name) ?? OFFICE.exec(name) ?? [];
  const vacant = /^(vakant|ubesat|nn|n\.n\.)$/i.test(holder.trim());
  return { raw, title, name: vacant ? null : holder, note: notesIn(raw).join(', ') || null, vacant };
}

/** The people on a line below "Afbud"; none where it says that nobody was away. */
export const absentPeople = (line: string): ImportedAbsence['people'] =>
  /^(ingen|intet|-)\.?$/i.test(line)
    ? []
    : peopleIn(line).map((raw) => ({
        raw,
        // What is said of the person behind a comma or a full stop is no part of the name.
        name: withoutBrackets(raw.replace(/(,\s+(?=[a-zæøå])|\s[-–]\s|\.\s+(?=[A-ZÆØÅ][a-zæøå]{3,})).*$/, '')),
        note: notesIn(raw)[0] ?? null,
      }));

const SAYS = /\b(deltager|deltog|stemte|stemmer|indtrådte|forlod|mødte|var|ikke)\b/i;
/** "Lis Tænkt (V). Stedfortræder Bo Prøve deltog.", "Ib Opdigtet (UP)", "Bo Prøve, suppleant mødte": first a name, and a remark. */
const NAME_FIRST =
  /^[A-ZÆØÅ][^().,:;]{3,50}(?: \([^()]{1,40}\)(?:$|[.,] (?=[Ss]tedfortræder|[Ss]uppleant|[Ii] stedet))|, (?=stedfortræder|suppleant|i stedet))/;
/** Whether a line names a person first, whatever it says of them behind the name. */
export const beginsWithPerson = (line: string): boolean => line.length <= 200 && NAME_FIRST.test(line);

/** "Punkt 1", "ÅBNE PUNKTER". */
const isNoName = (line: string): boolean => /\d$/.test(line) || /^[A-ZÆØÅ]{4,}(\s[A-ZÆØÅ]+)+$/.test(line);

/** A person's line is short and no sentence; what else stands below the word is text again. */
export const isPerson = (line: string): boolean =>
  line.length <= 120 &&
  /^(?:\d\. (?:vice|næst)[a-zæøå]+ )?[A-ZÆØÅ]/.test(line) &&
  !isPageLine(line) &&
  !isNoName(line) &&
  !SAYS.test(line) &&
  (!/[.!?:]$/.test(line) || /\b(mv|jr|ingen)\.$/i.test(line));
