/** Sub-items (cases of their own inside an item), slots of time, and rows of a forward list, as a section's lines show them. */
import { dateIn, timeIn } from './dates.ts';
import type { ImportedSection, SubItem } from './imported.ts';
import { subItemTexts } from './rich-from-lines.ts';

const BULLET = /^\s?[-•▪●◦–—*]\s+(.*)$/;
const NUMBER = /^(\d{1,2})\.\s+([A-ZÆØÅ].*)$/;
const INTRO = /(punkter|sager|emner)( til behandling)?\s*:?$/i;
const titleOf = (text: string): string | null => /^(.{3,120}?)\.(?:\s|$)/.exec(text)?.[1] ?? null;
const clean = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** @param year of the meeting, for dates that name none */
export function structureOf(
  lines: readonly string[],
  year: number | null,
): Pick<ImportedSection, 'subItems' | 'rows' | 'table'> {
  const table = lines.findIndex((line) => /^Tid\s+Punkt$/.test(line.trim()));
  if (table !== -1) return { table: slotsIn(lines.slice(table + 1)) };
  const rows = lines.findIndex((line) => /^Dato\s+Indhold$/.test(line.trim()));
  if (rows !== -1) return { rows: rowsIn(lines.slice(rows + 1), year) };
  const subItems = numbered(lines) ?? bulleted(lines);
  return subItems === null ? {} : { subItems };
}

/** Numbers from 1 that go on one by one, at least two of them. */
function numbered(lines: readonly string[]): SubItem[] | null {
  const found: SubItem[] = [];
  for (const line of lines) {
    const [, number, text = ''] = NUMBER.exec(line) ?? [];
    if (number !== undefined && Number(number) === found.length + 1) {
      found.push({ n: Number(number), titleRaw: titleOf(text), rawText: text });
    }
  }
  return found.length > 1 ? found : null;
}

/** Bullets are cases of their own only where the line before says so; any other list is text. */
function bulleted(lines: readonly string[]): SubItem[] | null {
  const intro = lines.findIndex(
    (line, index) => INTRO.test(line) && BULLET.test(lines.slice(index + 1).find((next) => next !== '') ?? ''),
  );
  if (intro === -1) return null;
  const found: SubItem[] = [];
  for (const line of lines.slice(intro + 1)) {
    const text = BULLET.exec(line)?.[1];
    const last = found.at(-1);
    if (text !== undefined) found.push({ n: null, titleRaw: titleOf(text), rawText: text });
    else if (line !== '' && last) last.rawText = `${last.rawText} ${line}`;
  }
  return found;
}

const SPAN = /^(?:\d{1,2}\.\s+)?(\d{1,2}[.:]\d{2})\s*[-–]\s*(\d{1,2}[.:]\d{2})?\s*(.*)$/;
const END = /^(\d{1,2}[.:]\d{2})(?:\s+(.*))?$/;

function slotsIn(lines: readonly string[]): NonNullable<ImportedSection['table']> {
  const slots: { start: string | null; end: string | null; rawTime: string; lines: string[] }[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const span = SPAN.exec(line);
    const end = END.exec(line);
    const last = slots.at(-1);
    if (span) {
      slots.push({
        start: timeIn(span[1] ?? ''),
        end: span[2] ? timeIn(span[2]) : null,
        rawTime: line.slice(0, line.length - (span[3] ?? '').length).trim(),
        lines: span[3] ? [span[3]] : [],
      });
    } else if (end && last && last.end === null) {
      last.end = timeIn(end[1] ?? '');
      last.rawTime = `${last.rawTime} ${end[1]}`;
      if (end[2]) last.lines.push(end[2]);
    } else if (last) last.lines.push(line);
  }
  return {
    columns: ['Tid', 'Punkt'],
    slots: slots.map(({ start, end, rawTime, lines: texts }) => ({
      start,
      end,
      rawTime,
      subItems: subItemTexts(texts).map((text) => ({ titleRaw: titleOf(text) ?? text, rawText: text })),
    })),
  };
}

function rowsIn(lines: readonly string[], year: number | null): NonNullable<ImportedSection['rows']> {
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const rawDate = /^\d{1,2}\.\s*[A-Za-zÆØÅæøå]{3,9}\.?(?=\s|$)/.exec(line)?.[0] ?? '';
      const rest = clean(line.slice(rawDate.length));
      const entries = rest.includes('•') ? rest.split('•') : [rest];
      return {
        rawDate,
        date: rawDate === '' ? null : dateIn(rawDate, year),
        entries: entries.map((entry) => entry.trim()).filter((entry) => entry !== ''),
      };
    });
}
