/** People as agendas list them: with a title before the name, or a party or an office in brackets after it, or vacant. */
import { isPageLine } from './headings.ts';
import type { ImportedAbsence, ImportedMember } from './imported.ts';

const OFFICE =
  /^((?:\S+\s+){0,4}?\S*(?:direktør|chef|leder|formand|borgmester|sekretær|konsulent|repræsentant|tillidsmand|koordinator|rådgiver))\s+(.+)$/i;
const IN_BRACKETS = /\s*\(\(?([^()]*)\)\s*/g;

const withoutBrackets = (raw: string): string => raw.replace(IN_BRACKETS, ' ').replace(/\s+/g, ' ').trim();
const notesIn = (raw: string): string[] => [...raw.matchAll(IN_BRACKETS)].map(([, note = '']) => note.trim());

/** "Jan Petersen (A), Lars Møller (A) og Bente Hedegaard (A)" are three; a comma in brackets separates nobody. */
export function peopleIn(line: string): string[] {
  const parts = line.split(/[,;\t](?![^(]*\))/).map((part) => part.trim());
  const last = parts.pop() ?? '';
  return [...parts, ...last.split(/\s+og\s+(?=[A-ZÆØÅ])(?![^(]*\))/)]
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function memberOf(raw: string): ImportedMember {
  const name = withoutBrackets(raw);
  const [, title = null, holder = name] = OFFICE.exec(name) ?? [];
  const vacant = /^(vakant|ubesat|nn|n\.n\.)$/i.test(holder.trim());
  return { raw, title, name: vacant ? null : holder, note: notesIn(raw).join(', ') || null, vacant };
}

export const absentPeople = (line: string): ImportedAbsence['people'] =>
  /^(ingen|intet|-)\.?$/i.test(line)
    ? []
    : peopleIn(line).map((raw) => ({ raw, name: withoutBrackets(raw), note: notesIn(raw).join(', ') || null }));

/** A person's line is short and no sentence; what else stands below the word is text again. */
export const isPerson = (line: string): boolean =>
  line.length <= 120 &&
  /^[A-ZÆØÅ]/.test(line) &&
  !isPageLine(line) &&
  !/\b(deltager|deltog|stemte|stemmer|indtrådte|forlod|mødte|var|ikke)\b/i.test(line) &&
  (!/[.!?:]$/.test(line) || /\b(mv|jr|ingen)\.$/i.test(line));
