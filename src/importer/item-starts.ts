/** Where the items of a text begin. */

import { caseNumberLine, opennessLine } from './case-facts.ts';
import { contentsRows } from './contents.ts';
import {
  decisionHeading,
  inlineHeading,
  isBilagHeading,
  isCaseStatement,
  isContents,
  isOverview,
  isRecommendation,
  isRouteHeading,
  isSignatures,
} from './headings.ts';
import { isRoute } from './organs.ts';
import { isPageLine } from './page-marks.ts';

/** "3. Title", "3) Title", "3.1. Title"; the number may stand on a line of its own above the title. */
const NUMBERED = /^(\d{1,3}[a-z]?(?:\.[a-z0-9]{1,2})?)[.:)](?!\d)\s*(.*)$/i;
/** "Punkt 12a: Title", "Pkt. 3 - Title", "Sag nr. 3 Title". */
const WORDED =
  /^(?:(?:dagsordens)?punkt|pkt\.?|sag)\s+(?:nr\.?\s*)?(\d{1,3}[a-z]?(?:\.[a-z0-9]{1,2})?)(?:\s*[.:)–-]\s*|\s+|$)(.*)$/i;

/** A title may run over some lines, never over many. */
const TITLE_LINES = 5;

/** The number of an item and the title behind it. @returns null where the text does not begin with one */
export function numberedTitle(text: string): { number: string; title: string } | null {
  const beginning = text.slice(0, 2_000);
  const [, number, title = ''] = WORDED.exec(beginning) ?? NUMBERED.exec(beginning) ?? [];
  return number === undefined ? null : { number, title: title + text.slice(2_000) };
}
const numberOf = (line: string): string | null => (line.length > 400 ? null : (numberedTitle(line)?.number ?? null));

export interface Starts {
  /** The first line of each item's title, ascending. */
  at: number[];
  /** The first line after the list of contents; 0 without one. */
  body: number;
  /** The titles in the list of contents, as `unnumbered` writes them. */
  listed: ReadonlySet<string>;
}

/**
 * An item begins at the title above the line that says whether the case is open; where that line is missing, at a number that goes on
 * from the last item's above the item's first heading, or where a title of the list of contents stands again.
 */
export function itemStarts(lines: readonly string[]): Starts {
  const contents = lines.findIndex(isContents);
  const rows = contents === -1 ? [] : contentsRows(lines.slice(contents + 1, contents + 1 + 2_000));
  const body = contents === -1 ? 0 : contents + 1 + (rows.at(-1)?.end ?? 0);
  const next = nextWritten(lines);
  const starts = new Set<number>();
  let expected = 1;
  for (let index = body; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const below = lines[next[index] ?? lines.length] ?? '';
    const opens = opennessLine(line) !== null;
    const goesOn =
      numberOf(line) === String(expected) &&
      (isRouteHeading(below) || isCaseStatement(below) || /^resum[eé]:?$/i.test(below) || isFact(below));
    const start = opens ? titleAbove(lines, index, body, String(expected)) : goesOn ? index : null;
    if (start === null || starts.has(start)) continue;
    starts.add(start);
    const number = Number(numberOf(lines[start] ?? ''));
    if (number > 0) expected = number + 1;
  }
  for (const start of listedTitles(lines, rows, body, starts)) starts.add(start);
  return {
    at: [...starts].sort((a, b) => a - b),
    body,
    listed: new Set(rows.map(({ titleRaw }) => unnumbered(titleRaw))),
  };
}

const isFact = (line: string): boolean => opennessLine(line) !== null || caseNumberLine(line) !== null;

/** For each line the index of the next one that is neither empty nor the page's. */
function nextWritten(lines: readonly string[]): number[] {
  const next: number[] = new Array(lines.length).fill(lines.length);
  for (let index = lines.length - 2; index >= 0; index -= 1) {
    const below = lines[index + 1] ?? '';
    next[index] = below === '' || isPageLine(below) ? (next[index + 1] ?? lines.length) : index + 1;
  }
  return next;
}

/** @returns the first line of the title above `openness`, or null where there is none */
function titleAbove(lines: readonly string[], openness: number, body: number, expected: string): number | null {
  let at = openness - 1;
  while (at >= body && (lines[at] === '' || isAboveOpenness(lines, at))) at -= 1;
  if (at < body) return null;
  const block: number[] = [];
  for (let back = at; back >= body && back > at - TITLE_LINES && lines[back] !== ''; back -= 1) block.push(back);
  const numbered = block.filter((index) => numberOf(lines[index] ?? '') !== null);
  const inOrder = numbered.find((index) => numberOf(lines[index] ?? '') === expected);
  return (
    inOrder ??
    numbered[0] ??
    numberAlone(lines, at - block.length + 1, expected) ??
    numberOverPage(lines, at, block.length, expected) ??
    at
  );
}

/** A number may be a paragraph of its own above the title. */
function numberAlone(lines: readonly string[], title: number, expected: string): number | null {
  const above = writtenAbove(lines, title);
  const found = numberedTitle(lines[above] ?? '');
  return found?.title === '' && found.number === expected ? above : null;
}

/** The line above that is neither empty nor the page's. */
function writtenAbove(lines: readonly string[], at: number): number {
  let above = at - 1;
  while (lines[above] === '' || isPageLine(lines[above] ?? '')) above -= 1;
  return above;
}

/** Where a page ended inside a title, its number stands on the page before. */
function numberOverPage(lines: readonly string[], at: number, length: number, expected: string): number | null {
  const above = writtenAbove(lines, at - length + 1);
  const overPage = lines.slice(above + 1, at - length + 1).some(isPageLine);
  if (!overPage) return null;
  for (let line = above; line > above - TITLE_LINES && (lines[line] ?? '') !== ''; line -= 1)
    if (numberOf(lines[line] ?? '') === expected) return line;
  return null;
}

/** Between an item's title and its openness its case's number may stand, and its route. */
function isAboveOpenness(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return (
    isPageLine(line) ||
    caseNumberLine(line) !== null ||
    isRouteHeading(inlineHeading(line)?.heading ?? line) ||
    (isRoute(line) && isRouteHeading(lines[writtenAbove(lines, at)] ?? ''))
  );
}

const letters = (text: string): string => text.toLowerCase().replace(/[^a-zæøåéü0-9]/g, '');
/** A title as titles are compared: without its number, in small letters and digits alone. */
export const unnumbered = (text: string): string => letters(numberedTitle(text)?.title ?? text);

/** The titles of the list of contents that stand again below it and are no start yet. */
function listedTitles(
  lines: readonly string[],
  rows: readonly { titleRaw: string }[],
  body: number,
  starts: ReadonlySet<number>,
): number[] {
  const known = [...starts]
    .map((start) => unnumbered(lines[start] ?? '') || letters(lines[start + 1] ?? ''))
    .filter((title) => title !== '');
  const wanted = rows
    .map(({ titleRaw }) => titleRaw)
    .filter((title) => unnumbered(title) !== '' && !isOverview(title) && !isSignatures(title))
    .filter((title) => !known.some((each) => unnumbered(title).startsWith(each)));
  if (wanted.length === 0) return [];
  const last = Math.max(body, ...starts);
  const tail = lines.findIndex((line, index) => index > last && (isOverview(line) || isSignatures(line)));
  const places = titlesAt(lines, body, tail === -1 ? lines.length : tail, starts);
  return wanted.flatMap((title) => places.get(letters(title)) ?? places.get(ANY_NUMBER + letters(title)) ?? []);
}

/** Before a title that the list of contents prints without its number, but which has one where it stands. */
const ANY_NUMBER = '#';

/** Where each text of one to five lines stands first, by its letters. */
function titlesAt(
  lines: readonly string[],
  from: number,
  to: number,
  starts: ReadonlySet<number>,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const note = (text: string, at: number): void => void (places.has(text) || places.set(text, at));
  for (let at = from; at < to; at += 1) {
    const first = (lines[at] ?? '').slice(0, 400);
    if (first === '' || starts.has(at)) continue;
    const numbered = numberOf(first) !== null;
    let rest = '';
    for (let each = at + 1; ; each += 1) {
      if (numbered) note(ANY_NUMBER + unnumbered(first) + rest, at);
      if (numbered) note(letters(first) + rest, at);
      const next = lines[each] ?? '';
      if (next === '' || each === at + TITLE_LINES || each >= to) break;
      rest += letters(next.slice(0, 400));
    }
  }
  return places;
}

/**
 * What every agenda has, weighed: a text that shows less than two of these is none.
 */
export function looksLikeAgenda(lines: readonly string[]): boolean {
  const signs: [weight: number, shown: boolean][] = [
    [2, lines.some((line) => opennessLine(line) !== null)],
    [2, lines.some((line) => decisionHeading(inlineHeading(line)?.heading ?? line) !== null)],
    [1, lines.some((line) => isRouteHeading(inlineHeading(line)?.heading ?? line))],
    [1, lines.some(isCaseStatement)],
    [1, lines.some(isRecommendation)],
    [1, lines.some((line) => /^(sted|dato|medlemmer|start kl\.?)\s*:/i.test(line)) && lines.some(isContents)],
    [
      1,
      lines.some(isBilagHeading) &&
        lines.some((line) => /^\d{1,3}[\s-].{0,20}\b(åben|lukket)\b/i.test(line.slice(0, 60))),
    ],
  ];
  return signs.reduce((sum, [weight, shown]) => sum + (shown ? weight : 0), 0) >= 2;
}
