/** What belongs to the paper and not to the text: page numbers, and the lines that a page's head or foot repeats. */
import { groupOpenness } from './openness.ts';
import { isOrganName } from './organs.ts';

/**
 * Marks of a printed page: they break no sentence, list or row. A form feed before a line says that it is one (see `readText` and
 * `withPageMarks`).
 */
export const isPageLine = (line: string): boolean => /^(side \d{1,4}( af \d{1,4})?|\f.*)$/i.test(line);
/** Whether the line begins a paragraph: above it stands an empty line, a mark of the page, or nothing. */
export function hasNothingAbove(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1];
  return above === undefined || above === '' || isPageLine(above);
}
/** Those of them that are no words of the text; what cannot be distinguished from one for certain is printed again. */
export const isPaperOnly = (line: string): boolean => /^(side \d{1,4}( af \d{1,4})?|\f\d{1,4})$/i.test(line);

const MARK = '\f\f';
/** The line as it stood on the page. */
export const withoutMark = (line: string): string => line.replace(/^\f+/, '');

/** "Side 3 af 9" goes as it is; a mark for what only its place or its repetition shows. */
const SENDER = /^norddjurs kommune\b\s*/i;
const DATE = /(?:^|\s)(?:\S+dag\s)?(?:den\s)?(?:\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\.\s[a-zæøå]{3,9}\s\d{4})$/i;
const NUMBER = /^\d{1,3}$/;

/** The first lines of a text may say whose it is. */
const TOP = 8;

/** A head over several items belongs to none of them; nor does what leads about on a web page. */
export const isBetweenItems = (line: string): boolean =>
  groupOpenness(line) !== null || /^((tilbage )?til toppen|fold alle (ud|ind))$/i.test(line);

type Sort = 'running' | 'part' | 'number' | 'group' | 'text';

/** "Norddjurs Kommune", "Kommunalbestyrelsen 16-06-2015" or both are a page's; an organ or a date alone only beside them. */
function sortOf(line: string): Sort {
  if (NUMBER.test(line)) return 'number';
  if (line === '' || line.length > 120) return 'text';
  if (isBetweenItems(line)) return 'group';
  const own = line.replace(/\s+/g, ' ').replace(/\s?side \d{1,4}( af \d{1,4})?$/i, '');
  const name = own.replace(SENDER, '').replace(DATE, '');
  const parts = [SENDER.test(own), DATE.test(own), isOrganName(name)];
  if (name !== '' && !parts[2]) return 'text';
  return SENDER.test(own) || (DATE.test(own) && name !== '') ? 'running' : 'part';
}

/** Lines with a mark before those that a page repeats and before the numbers beside them. */
export function withPageMarks(lines: readonly string[]): string[] {
  const sorts = lines.map(sortOf);
  const counts = new Map<string, number>();
  for (const [at, line] of lines.entries())
    if (sorts[at] === 'running' || sorts[at] === 'part') counts.set(line, (counts.get(line) ?? 0) + 1);
  const neighbours = neighboursOf(lines);
  // A text of two pages has one break: there the head's lines stand together, and the page's number beside them.
  const together = (at: number) =>
    at > TOP && neighbours(at).some((other) => ['running', 'part', 'number'].includes(sorts[other] ?? ''));
  const repeated = (at: number) => (counts.get(lines[at] ?? '') ?? 0) > 1 || together(at);
  const marked = sorts.map((sort, at) => sort === 'group' || (sort === 'running' && repeated(at)));
  const besideMark = (at: number) => neighbours(at).some((other) => marked[other] && sorts[other] !== 'group');
  // A head of three lines is found from its sender: twice, because the outer line stands beside the middle one.
  for (let round = 0; round < 2; round += 1)
    for (const [at, sort] of sorts.entries()) if (sort === 'part' && repeated(at) && besideMark(at)) marked[at] = true;
  const counted = countedPages(lines, sorts);
  const hasMark = marked.includes(true);
  const isPageNumber = (at: number) =>
    sorts[at] === 'number' && (counted.has(at) || besideMark(at) || (hasMark && isLast(lines, at)));
  return lines.map((line, at) => (marked[at] || isPageNumber(at) ? `${MARK}${line}` : line));
}

/** The written lines directly before and after each. */
function neighboursOf(lines: readonly string[]): (at: number) => number[] {
  const step = (at: number, by: 1 | -1): number => {
    const next = at + by;
    return lines[next] === '' ? next + by : next;
  };
  return (at) => [step(at, -1), step(at, 1)];
}

const isLast = (lines: readonly string[], at: number): boolean =>
  lines.slice(at + 1, at + 5).every((line) => line === '');

/** Numbers that stand alone between empty lines and count the pages one by one through the text. */
function countedPages(lines: readonly string[], sorts: readonly Sort[]): ReadonlySet<number> {
  const alone = lines.flatMap((line, at) => {
    const isAlone = sorts[at] === 'number' && !lines[at - 1] && !lines[at + 1];
    return isAlone && !/^(åben|lukket)/i.test(lines[at + 2] ?? '') ? [{ at, page: Number(line) }] : [];
  });
  const first = alone[0]?.page ?? 0;
  const counts = alone.length > 2 && alone.every(({ page }, index) => page === first + index);
  return new Set(counts ? alone.map(({ at }) => at) : []);
}
