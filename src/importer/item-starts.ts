/** Where the items of a text begin. */

import { caseNumberLine, isLabelledFact, type OpennessLine, opennessLine } from './case-facts.ts';
import { contentsRows } from './contents.ts';
import { headingKey, isContents } from './headings.ts';
import { listedTitles } from './listed-titles.ts';
import { isNumberAlone, isTitleLike, numberedTitle, numberOf, unnumbered } from './numbered-title.ts';
import { opennessOfTitle } from './openness.ts';
import { hasNothingAbove, isPageLine } from './page-marks.ts';
import { firstOfTwins, titleAbove, withNumberAbove } from './title-above.ts';

export interface Starts {
  /** The first line of each item's title, ascending. */
  at: number[];
  /** The first line after the list of contents; 0 without one. */
  body: number;
  /** The titles in the list of contents, as `unnumbered` writes them. */
  listed: ReadonlySet<string>;
}

/** What is known at a line of the item that it belongs to. */
interface Place {
  /** Where the last item begins; -1 before the first. */
  start: number;
  /** The number that would go on from the last item's. */
  expected: number;
  /** The headings of this item so far. */
  seen: Set<string>;
  /** The last number at a line's beginning since the last heading, and whether its line is a decision's sentence. */
  list: { n: number; ended: boolean } | null;
  inDecision: boolean;
  inBilag: boolean;
  /** Whether this item has said whether it is open. */
  opened: boolean;
  /** Whether the last written line was one of an item's head: what stands above it has been looked at. */
  afterFact: boolean;
}

/**
 * An item begins at the title above the line that says whether the case is open; where that line is missing, at a number that goes on
 * from the last item's and has an item's head below it, at a title above its case's number, or where a title of the list of contents
 * stands again. A number that goes on from a list's is the list's.
 */
export function itemStarts(lines: readonly string[]): Starts {
  const contents = lines.findIndex(isContents);
  const rows = contents === -1 ? [] : contentsRows(lines.slice(contents + 1, contents + 1 + 2_000));
  const body = contents === -1 ? 0 : contents + 1 + (rows.at(-1)?.end ?? 0);
  const next = nextWritten(lines);
  const starts = new Set<number>();
  const place: Place = {
    start: -1,
    expected: 1,
    seen: new Set(),
    list: null,
    inBilag: false,
    inDecision: false,
    opened: false,
    afterFact: false,
  };
  for (let index = body; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '' || isPageLine(line)) continue;
    const start = startAt(lines, index, next, body, place);
    if (start !== null && !starts.has(start) && start > place.start) {
      starts.add(start);
      begin(place, start, Number(numberOf(lines[start] ?? '') ?? numberOf(lines[index] ?? '')));
    } else goOn(place, line);
    const said = opennessLine(line);
    if (said?.isSure) place.opened = true;
    place.afterFact = said !== null || isLabelledFact(line);
  }
  for (const start of listedTitles(lines, rows, body, starts)) starts.add(start);
  const apart = [...starts].map((start) => withNumberAbove(lines, start, body));
  return {
    at: [...new Set(apart)].sort((a, b) => a - b),
    body,
    listed: new Set(rows.map(({ titleRaw }) => unnumbered(titleRaw))),
  };
}

function begin(place: Place, start: number, number: number): void {
  place.start = start;
  if (number > 0) place.expected = number + 1;
  place.seen = new Set();
  place.list = null;
  place.inBilag = false;
  place.inDecision = false;
  place.opened = false;
}

function goOn(place: Place, line: string): void {
  const key = headingKey(line);
  if (key !== null) {
    place.seen.add(key);
    place.list = null;
    place.inBilag = key === 'bilag';
    place.inDecision = key === 'decision';
    return;
  }
  const number = Number.parseInt(numberOf(line) ?? '', 10);
  if (number >= 0) place.list = { n: number, ended: place.inDecision && /[.:;!?]$/.test(line) };
}

/** Where the item begins whose head the line at `index` belongs to, if it shows one to begin. */
function startAt(
  lines: readonly string[],
  index: number,
  next: readonly number[],
  body: number,
  place: Place,
): number | null {
  const line = lines[index] ?? '';
  const said = opennessLine(line);
  if (said?.isSure) {
    const title = titleAbove(lines, index, body, String(place.expected));
    // The title of the item that a number alone has begun.
    const isOwn = inHead(place) && !place.opened && numberOf(lines[title ?? index] ?? '') === null;
    return isOwn ? null : twinsOf(title, lines, body);
  }
  if (said !== null || isLabelledFact(line))
    return place.afterFact ? null : titleOfFact(lines, index, next, body, place, said);
  const number = numberOf(line);
  if (number === null) return null;
  if (isNumberAlone(line)) {
    const below = numberBelowTitle(lines, index, next, place);
    if (below !== null) return below;
  }
  return beginsItem(lines, index, next, place, number) ? index : null;
}

/** Whether nothing but the head of an item has been read, in which its route may stand. */
const inHead = ({ start, seen }: Place): boolean => start !== -1 && [...seen].every((key) => key === 'route');

const twinsOf = (title: number | null, lines: readonly string[], body: number): number | null =>
  title === null ? null : firstOfTwins(lines, title, body);

/** "Lukket" or "Sagsnr.: 23/1" below a title that has the next number, or that stands alone where no item's head is being read. */
function titleOfFact(
  lines: readonly string[],
  index: number,
  next: readonly number[],
  body: number,
  place: Place,
  said: OpennessLine | null,
): number | null {
  const title = titleAbove(lines, index, body, String(place.expected));
  if (title === null || title <= place.start) return null;
  const number = Number.parseInt(numberOf(lines[title] ?? '') ?? '', 10);
  if (number >= 0) {
    const goesOn = number === place.expected || place.start === -1 || (number > place.expected && place.list === null);
    return goesOn && place.list?.n !== number - 1 ? firstOfTwins(lines, title, body) : null;
  }
  // A case's number above the next item's number and title is that item's.
  const below = numberOf(lines[next[index] ?? lines.length] ?? '');
  if (place.inBilag || inHead(place) || below === String(place.expected)) return null;
  const isApart = title === body || hasNothingAbove(lines, title);
  const mayBegin = isApart && isTitleLike(lines[title] ?? '') && headingKey(lines[title] ?? '') === null;
  // Before the first item "Åbent" may also stand in the head of the agenda.
  return mayBegin && (said === null || place.start !== -1) ? firstOfTwins(lines, title, body) : null;
}

/** "Spørgetid" with "Sag nr. 129" below it. */
function numberBelowTitle(
  lines: readonly string[],
  index: number,
  next: readonly number[],
  place: Place,
): number | null {
  const title = index - 1;
  const below = headingKey(lines[next[index] ?? lines.length] ?? '');
  const number = Number.parseInt(numberOf(lines[index] ?? '') ?? '', 10);
  const goesOn = place.start === -1 || number >= place.expected;
  const isApart = hasNothingAbove(lines, title);
  return goesOn &&
    below !== null &&
    isApart &&
    isTitleLike(lines[title] ?? '') &&
    headingKey(lines[title] ?? '') === null
    ? title
    : null;
}

/** How many lines below its number an item's title may end. */
const WITHIN = 3;
/** What only the beginning of an item has below its title. */
const HEADS = new Set(['route', 'statement', 'resume', 'theme']);

/** Whether the numbered line at `index` is an item's title: what stands below it shows it, or that it stands alone. */
function beginsItem(
  lines: readonly string[],
  index: number,
  next: readonly number[],
  place: Place,
  number: string,
): boolean {
  const line = lines[index] ?? '';
  const n = Number.parseInt(number, 10);
  const isFirst = place.start === -1;
  const goesOn = number === String(place.expected);
  const inList = place.list !== null && place.list.n === n - 1 && !(place.list.ended && standsAlone(lines, index));
  const below = lines[next[index] ?? lines.length] ?? '';
  const key = headingKey(below);
  const hasHead = (key !== null && HEADS.has(key)) || isFact(below);
  if (goesOn && hasHead) return true;
  if (inList || (n < place.expected && !isFirst)) return false;
  const title = numberedTitle(line)?.title ?? '';
  if (
    hasHead ||
    (unnumbered(line) !== '' &&
      unnumbered(below) === unnumbered(line) &&
      Number.parseInt(numberOf(below) ?? '', 10) !== n + 1)
  )
    return true;
  if (!/^["”»'(]?[\p{Lu}\d]/u.test(title) && title !== '') return false;
  if (headBelow(lines, index, next)) return true;
  if (!goesOn && !isFirst) return false;
  if (key !== null && key !== 'bilag') return isFirst || standsAlone(lines, index) || place.seen.has(key);
  if (opennessOfTitle(title) !== null && (!isFirst || opennessOfTitle(title) === 'open')) return true;
  return !isFirst && (place.seen.size > 0 || place.opened) && standsAlone(lines, index) && isTitleLike(line);
}

const isFact = (line: string): boolean =>
  (opennessLine(line)?.isSure ?? false) || caseNumberLine(line) !== null || isLabelledFact(line);

/** Whether a title that goes on over some lines has an item's head below it. */
function headBelow(lines: readonly string[], index: number, next: readonly number[]): boolean {
  let at = index;
  for (let line = 0; line < WITHIN; line += 1) {
    at = next[at] ?? lines.length;
    const text = lines[at] ?? '';
    if (text === '' || numberOf(text) !== null) return false;
    const key = headingKey(text);
    if (key !== null) return HEADS.has(key) && isTitleLike(lines[at - 1] || lines[at - 2] || '');
    if (isFact(text)) return true;
    if (!isTitleLike(text) && lines[at - 1] === '') return false;
  }
  return false;
}

function standsAlone(lines: readonly string[], index: number): boolean {
  const below = lines[index + 1];
  return (
    hasNothingAbove(lines, index) &&
    (below === undefined || below === '' || isPageLine(below) || headingKey(below) !== null)
  );
}

/** For each line the index of the next one that is neither empty nor the page's. */
function nextWritten(lines: readonly string[]): number[] {
  const next: number[] = new Array(lines.length).fill(lines.length);
  for (let index = lines.length - 2; index >= 0; index -= 1) {
    const below = lines[index + 1] ?? '';
    next[index] = below === '' || isPageLine(below) ? (next[index + 1] ?? lines.length) : index + 1;
  }
  return next;
}
