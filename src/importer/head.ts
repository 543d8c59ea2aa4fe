/** The head of an agenda: which organ meets, when and where, and who belongs to it. */
import { dateIn, timeIn } from './dates.ts';
import { absenceLabel, isPageLine } from './headings.ts';
import type { ImportedAbsence, ImportedMeeting, PrintedBlock } from './imported.ts';
import { abbreviationOf, isKnownOrgan } from './organs.ts';
import { absentPeople, isPerson, memberOf, peopleIn } from './people.ts';

const LABEL =
  /^(Sted|Mødested|Lokale|Dato|Mødedato|Start kl\.?|Start|Starttidspunkt|Slut kl\.?|Slut|Sluttidspunkt|Tidspunkt|Tid|Medlemmer|Mødedeltagere|Deltagere|Fraværende|Fravær|Afbud|Møde ?nr\.?|Formand|Næstformand|Sekretær|Referent)\s*:\s*(.*)$/i;
const TYPE = `(?:(?:tillægs|foreløbig |åben |lukket )?dagsorden|beslutningsprotokol|beslutningsreferat|protokol|referat)`;
const DOC_TYPE = new RegExp(`^${TYPE}$`, 'i');
const ENDS_WITH_TYPE = new RegExp(`^(.+?)\\s+(${TYPE})$`, 'i');
const SENDER = /^norddjurs kommune$/i;

/** Whether a line can only stand in the head of an agenda. */
export const isHeadLine = (line: string): boolean =>
  line.length < 300 &&
  (DOC_TYPE.test(line) ||
    /^(Sted|Mødested|Dato|Mødedato|Start kl\.?|Slut kl\.?|Medlemmer|Mødedeltagere)\s*:/i.test(line));
/** Whether a line names an organ, a date or a kind of document and nothing else: not the title of an item. */
export const isHeadish = (line: string): boolean =>
  line.length < 120 &&
  (isHeadLine(line) ||
    SENDER.test(line) ||
    (isKnownOrgan(line) && /(udvalget|bestyrelsen|direktionen|rådet|møde|\d{4})$/i.test(line)) ||
    /^(\S+dag den )?\d{1,2}[-./]\s?(\d{1,2}[-./]|[a-z]{3,9} )\d{4}$/i.test(line));

/** The lines under each label, in their order; what stands before the first label has none. */
function labelledParts(lines: readonly string[]): { label: string; raw: string; values: string[] }[] {
  const parts: { label: string; raw: string; values: string[] }[] = [{ label: '', raw: '', values: [] }];
  for (const line of lines) {
    const [, label, value = ''] = (line.length < 2_000 ? LABEL.exec(line) : null) ?? [];
    if (label !== undefined)
      parts.push({
        label: label.toLowerCase(),
        raw: `${line.slice(0, line.indexOf(':'))}:`,
        values: value === '' ? [] : [value],
      });
    else pushValue(parts.at(-1)?.values ?? [], line);
  }
  return parts;
}

/** A party that was broken off from its name belongs to it. */
function pushValue(values: string[], line: string): void {
  const last = values.at(-1);
  if (last !== undefined && line.startsWith('(')) values[values.length - 1] = `${last} ${line}`;
  else values.push(line);
}

export function headOf(before: readonly PrintedBlock[], oddities: string[]): ImportedMeeting {
  const lines = before
    .filter(({ kind }) => kind === 'head')
    .flatMap((block) => block.lines.filter((line) => line !== '' && !isPageLine(line) && !SENDER.test(line)));
  const parts = labelledParts(lines);
  const of = (label: RegExp) => parts.find((part) => label.test(part.label));
  const value = (label: RegExp) => of(label)?.values[0] ?? null;
  const unlabelled = parts[0]?.values ?? [];
  const { bodyRaw, docTypeRaw } = namesIn(unlabelled.length > 0 ? unlabelled : lines);
  const dateRaw = value(/^(møde)?dato$/) ?? unlabelled.find((line) => dateIn(line) !== null) ?? null;
  const date = dateRaw === null ? null : dateIn(dateRaw);
  if (dateRaw !== null && date === null) oddities.push(`Mødets dato »${dateRaw}« kunne ikke læses.`);
  const [from, to] = (value(/^tid(spunkt)?$/) ?? '').split(/\s*[-–]\s*|\s+til\s+/);
  const start = value(/^start/) ?? from ?? '';
  const end = value(/^slut/) ?? to ?? '';
  const members = parts
    .filter((part) => /^(medlemmer|mødedeltagere|deltagere)$/.test(part.label))
    .flatMap(({ values }) => values);
  return {
    body: bodyRaw === null ? null : abbreviationOf(bodyRaw),
    bodyRaw,
    docTypeRaw,
    date,
    dateRaw,
    start: start === '' ? null : timeIn(start),
    end: end === '' ? null : timeIn(end),
    placeRaw: value(/^(sted|mødested|lokale)$/),
    members: members
      .filter((line) => line.length <= 400)
      .flatMap(peopleIn)
      .filter(isPerson)
      .map(memberOf),
    absences: parts.flatMap(({ raw, values }) => (absenceLabel(raw) ? absencesOf(raw, values) : [])),
  };
}

const absencesOf = (label: string, values: readonly string[]): ImportedAbsence[] => {
  const people = values.filter((line) => line.length <= 400).flatMap(absentPeople);
  return people.length > 0 ? [{ label, people }] : [];
};

/** "Kommunalbestyrelsen" and "DAGSORDEN", on lines of their own or on one. */
function namesIn(lines: readonly string[]): { bodyRaw: string | null; docTypeRaw: string | null } {
  const docType = lines.find((line) => DOC_TYPE.test(line));
  const both =
    docType === undefined
      ? lines.map((line) => ENDS_WITH_TYPE.exec(line.slice(0, 200))).find((found) => found !== null)
      : null;
  const named = lines.filter((line) => !DOC_TYPE.test(line) && !LABEL.test(line) && line.length <= 160);
  return {
    bodyRaw: both?.[1] ?? named.find(isKnownOrgan) ?? named[0] ?? null,
    docTypeRaw: docType ?? both?.[2] ?? null,
  };
}
