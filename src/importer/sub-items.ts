/** Sub-items (cases of their own inside an item), slots of time, and rows of a forward list, as a section's lines show them. */
import { caseTitle } from './case-title.ts';
import { dateIn, timeIn } from './dates.ts';
import type { ImportedSection, SubItem } from './imported.ts';
import { bulletsAt, markOf } from './marked-list.ts';
import { entriesOf, numberedLists, textOfEntry } from './numbered-lists.ts';
import { isPageLine } from './page-marks.ts';
import { subItemTexts } from './rich-from-lines.ts';
import { DATE_START, isRowsHead, isSlotsHead, tableEnd, withoutTags } from './section-tables.ts';

/** "Direktionen har følgende øvrige punkter til behandling:" says that a list of cases follows. */
const INTRO = /(^|\s)(delpunkter|punkter|sager|emner|orienteringer)( (til|på) [a-zæøå]+( [a-zæøå]+)?)?\s*:?$/i;

/** @param year of the meeting, for dates that name none */
export function structureOf(
  lines: readonly string[],
  year: number | null,
): Pick<ImportedSection, 'subItems' | 'rows' | 'table'> {
  const slots = lines.findIndex(isSlotsHead);
  if (slots !== -1) return { table: slotsIn(lines.slice(slots, tableEnd(lines, slots))) };
  const rows = lines.findIndex(isRowsHead);
  if (rows !== -1) return { rows: rowsIn(lines.slice(rows + 1, tableEnd(lines, rows)), year) };
  const subItems = casesIn(lines);
  return subItems === null ? {} : { subItems };
}

/** The lists that hold cases of their own: announced as such, or numbered with a title and a sentence each. */
function casesIn(lines: readonly string[]): SubItem[] | null {
  const numbered = numberedLists(lines);
  let before = '';
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (markOf(line) === null) {
      if (line !== '' && !isPageLine(line)) before = line;
      continue;
    }
    const list = numbered.get(at);
    const { entries, end } = list
      ? {
          entries: entriesOf(lines, list).map((entry) => ({ n: entry.n, text: textOfEntry(entry.lines) })),
          end: list.end,
        }
      : bulletsAt(lines, at);
    if (entries.length > 0 && (INTRO.test(before.slice(-200)) || titledCases(entries))) {
      return entries.map(({ n, text }) => ({ n, titleRaw: caseTitle(text.split('\n')[0] ?? ''), rawText: text }));
    }
    at = Math.max(at, end - 1);
  }
  return null;
}

/** Numbers that go on one by one, and mostly "Title. What is to be done about it." */
const titledCases = (entries: readonly { n: number | null; text: string }[]): boolean => {
  const inOrder = entries.every(({ n }, index) => n !== null && n === (entries[0]?.n ?? 0) + index);
  const titled = entries.filter(({ text }) => /^[A-ZÆØÅ"”»][^.]{2,90}\.\s+[A-ZÆØÅ]/.test(text)).length;
  return inOrder && entries.length > 1 && titled / entries.length > 0.6;
};

const SPAN = /^(?:\d{1,2}\.\s+)?(?:kl\.?\s*)?(\d{1,2}[.:]\d{2})\s*(?:[-–]|til)\s*(\d{1,2}[.:]\d{2})?\s*(.*)$/i;
const ONE_TIME = /^(?:kl\.?\s*)?(\d{1,2}[.:]\d{2})(?:\s+(.*))?$/i;

/** @param lines of the table with its head */
function slotsIn([head = '', ...lines]: readonly string[]): NonNullable<ImportedSection['table']> {
  const slots: { start: string | null; end: string | null; rawTime: string; lines: string[] }[] = [];
  for (const line of lines) {
    if (line === '' || isPageLine(line)) continue;
    const span = SPAN.exec(line);
    const time = ONE_TIME.exec(line);
    const last = slots.at(-1);
    if (span) {
      const rest = span[3] ?? '';
      slots.push({
        start: timeIn(span[1] ?? ''),
        end: span[2] ? timeIn(span[2]) : null,
        rawTime: line.slice(0, line.length - rest.length).trim(),
        lines: rest === '' ? [] : [rest],
      });
    } else if (time && last && last.end === null && /[-–]$/.test(last.rawTime)) {
      last.end = timeIn(time[1] ?? '');
      last.rawTime = `${last.rawTime} ${time[1]}`;
      if (time[2]) last.lines.push(time[2]);
    } else if (time)
      slots.push({ start: timeIn(time[1] ?? ''), end: null, rawTime: time[1] ?? '', lines: time[2] ? [time[2]] : [] });
    else if (last) last.lines.push(line);
    else slots.push({ start: null, end: null, rawTime: '', lines: [line] });
  }
  return {
    columns: head.trim().split(/\s+/),
    slots: slots.map(({ start, end, rawTime, lines: texts }) => ({
      start,
      end,
      rawTime,
      subItems: subItemTexts(texts).map((text) => ({ titleRaw: caseTitle(text) ?? text, rawText: text })),
    })),
  };
}

/**
 * A cell that was broken over lines goes on in small letters, after a long line or inside a list that is not closed; any other line
 * without a date is a row, too. "Kim T." is no end of a sentence.
 */
function isBrokenOff(texts: readonly string[]): boolean {
  const last = texts.at(-1) ?? '';
  const listed = texts.slice(-20).join(' ').toLowerCase();
  const inList = listed.lastIndexOf('<ul') > listed.lastIndexOf('</ul>');
  return inList || (last.length > 60 && !/(?<!\s\p{Lu})[.:;]$/u.test(last));
}

function rowsIn(lines: readonly string[], year: number | null): NonNullable<ImportedSection['rows']> {
  const rows: { rawDate: string; texts: string[] }[] = [];
  // Where the columns are lost, a line without a date is one more entry of the date above it.
  const hasColumns = lines.some((line) => line.includes('\t'));
  for (const line of lines) {
    if (line === '' || isPageLine(line)) continue;
    const rawDate = DATE_START.exec(line)?.[0] ?? '';
    const rest = line.slice(rawDate.length);
    const last = rows.at(-1);
    if (rawDate === '' && last && (isBrokenOff(last.texts) || /^[a-zæøå(•-]/.test(rest))) last.texts.push(rest);
    else if (rawDate === '' && last && !hasColumns) last.texts.push(`• ${rest}`);
    else rows.push({ rawDate, texts: [rest] });
  }
  return rows.map(({ rawDate, texts }) => {
    const text = withoutTags(texts.join(' '));
    const entries = text.includes('•') ? text.split('•') : [text];
    return {
      rawDate,
      date: rawDate === '' ? null : dateIn(rawDate, year),
      entries: entries.map((entry) => entry.trim()).filter((entry) => entry !== ''),
    };
  });
}
