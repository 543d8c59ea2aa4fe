/** The head of an agenda: which organ meets, when and where, and who belongs to it. */
import { dateIn, timeIn } from './dates.ts';
import { ATTENDANCE, type HeadPart, peopleOf } from './head-people.ts';
import type { ImportedMeeting, PrintedBlock } from './imported.ts';
import { abbreviationOf, isKnownOrgan, isOrganName } from './organs.ts';
import { isPageLine, withoutMark } from './page-marks.ts';

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

/** A label that no field is for begins something of its own, too. */
const OTHER_LABEL = /^(\p{Lu}[\p{Ll} .]{2,30}?)\s*:\s*(.*)$/u;

/** The lines under each label, in their order; what stands before the first label has none. */
function labelledParts(lines: readonly string[]): HeadPart[] {
  const parts: HeadPart[] = [{ label: '', raw: '', values: [] }];
  for (const line of lines) {
    const found = line.length < 2_000 ? (LABEL.exec(line) ?? OTHER_LABEL.exec(line)) : null;
    if (ATTENDANCE.test(line)) parts.push({ label: line.toLowerCase(), raw: line, values: [] });
    else if (found) {
      const [, label = '', value = ''] = found;
      const raw = line.slice(0, line.length - value.length).trim();
      parts.push({ label: label.toLowerCase(), raw, values: value === '' ? [] : [value] });
    } else pushValue(parts.at(-1)?.values ?? [], line);
  }
  return parts;
}

/** No list of members is longer. The look for a comma outside brackets reads to the value's end from each of its commas. */
const LONGEST_VALUE = 2_000;

/** A party that was broken off from its name belongs to it, and a list with commas goes on below a line that is full. */
function pushValue(values: string[], line: string): void {
  const last = values.at(-1);
  const isFull = last !== undefined && last.length > 40 && last.length < LONGEST_VALUE;
  const goesOn = isFull && /,\s+(?=[A-ZÆØÅ])(?![^(]*\))/.test(last);
  if (last !== undefined && (line.startsWith('(') || goesOn)) values[values.length - 1] = `${last} ${line}`;
  else values.push(line);
}

const PLACE = /^(sted|mødested|lokale)$/;
const DAY = /^(møde)?dato$/;
const TIME = /^(tid(spunkt)?|start.*|slut.*)$/;
const PEOPLE = /^(medlemmer.*|mødedeltagere|deltagere|fraværende|fravær|afbud)$/;

/** @param before the blocks above the first item; @param oddities takes what could not be read */
export function headOf(before: readonly PrintedBlock[], oddities: string[]): ImportedMeeting {
  const all = before.filter(({ kind }) => kind === 'head').flatMap((block) => block.lines);
  const lines = all.filter((line) => line !== '' && !isPageLine(line) && !SENDER.test(line));
  const parts = labelledParts(lines);
  const of = (label: RegExp) => parts.find((part) => label.test(part.label));
  const value = (label: RegExp) => of(label)?.values[0] ?? null;
  const unlabelled = parts[0]?.values ?? [];
  // Without a page of its own for the meeting, what its other pages say at their head is all there is.
  const running = all.filter(isPageLine).map((line) => withoutMark(line).replace(/^norddjurs kommune\s*/i, ''));
  const { bodyRaw: ownBody, docTypeRaw } = namesIn(unlabelled.length > 0 ? unlabelled : lines);
  const bodyRaw = ownBody ?? namesIn(running).bodyRaw;
  const said = value(DAY) ?? [...unlabelled, ...running].find((line) => dateIn(line) !== null) ?? null;
  const dateRaw =
    said === null ? null : said.replace(bodyRaw !== null && running.includes(said) ? bodyRaw : '', '').trim();
  const date = dateRaw === null ? null : dateIn(dateRaw);
  if (dateRaw !== null && date === null) oddities.push(`Mødets dato »${dateRaw}« kunne ikke læses.`);
  const [from, to] = (value(/^tid(spunkt)?$/) ?? '').split(/\s*[-–]\s*|\s+til\s+/);
  const start = value(/^start/) ?? from ?? '';
  const end = value(/^slut/) ?? to ?? '';
  const { members, absences, others } = peopleOf(parts);
  const named = new Set([bodyRaw, docTypeRaw, dateRaw, `${bodyRaw} ${docTypeRaw}`]);
  const unplaced = [
    ...unlabelled.filter((line) => !named.has(line)),
    ...parts
      .slice(1)
      .filter(({ label }) => ![PLACE, DAY, TIME, PEOPLE].some((known) => known.test(label)))
      .map(({ raw, values }) => [raw, ...values].join(' ')),
    ...parts.filter(({ label }) => DAY.test(label) || TIME.test(label)).flatMap(({ values }) => values.slice(1)),
    ...others,
  ];
  if (unplaced.length > 0) oddities.push(`I hovedet står også: ${shortened(unplaced.join(' · '))}`);
  return {
    body: bodyRaw === null ? null : abbreviationOf(bodyRaw),
    bodyRaw,
    docTypeRaw,
    date,
    dateRaw,
    start: start === '' ? null : timeIn(start),
    end: end === '' ? null : timeIn(end),
    placeRaw: of(PLACE)?.values.join(' ') || null,
    members,
    absences,
  };
}

const isOrgan = (line: string): boolean => isKnownOrgan(line) || isOrganName(line);
const shortened = (text: string): string => (text.length > 600 ? `${text.slice(0, 600)} …` : text);

/** "Referat af møde i Klimaudvalget", "Referat til mødet i Byrådet den 6. maj 2019": the organ in a line that says more. */
const OF_MEETING = /\bmøde(?:t)? i (?:det |den )?(.{3,80}?)(?:,? den \d.*|,? kl\..*)?$/i;

/** "Teknisk Udvalg den 5. maj 2021". */
const DAY_BEHIND = /,?\s+(?:(?:den|d\.)\s+)?(?:\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\.\s+[a-zæøå]{3,9}\s+\d{4})$/i;

/** "Kommunalbestyrelsen" and "DAGSORDEN", on lines of their own or on one. */
function namesIn(lines: readonly string[]): { bodyRaw: string | null; docTypeRaw: string | null } {
  const docType = lines.find((line) => DOC_TYPE.test(line));
  const both =
    docType === undefined
      ? lines.map((line) => ENDS_WITH_TYPE.exec(line.slice(0, 200))).find((found) => found !== null)
      : null;
  const named = lines
    .filter((line) => !DOC_TYPE.test(line) && !LABEL.test(line) && line.length <= 160)
    .map((line) => line.replace(DAY_BEHIND, ''));
  const spoken = named.flatMap((line) => OF_MEETING.exec(line)?.[1] ?? []).find(isOrgan);
  const organ = named.find(isOrgan) ?? spoken ?? named[0] ?? null;
  const beside = both?.[1]?.replace(/\s*[-–]$/, '').trim();
  return {
    bodyRaw: (isOrgan(organ ?? '') ? null : beside) ?? organ ?? null,
    docTypeRaw: docType ?? both?.[2] ?? null,
  };
}
