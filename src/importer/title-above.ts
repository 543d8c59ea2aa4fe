/** Which line an item's title begins at, seen from a line of its head. */
import { caseNumberLine, isLabelledFact } from './case-facts.ts';
import { inlineHeading, isRouteHeading } from './headings.ts';
import { numberedTitle, numberOf, TITLE_LINES, unnumbered } from './numbered-title.ts';
import { isRoute } from './organs.ts';
import { hasNothingAbove, isPageLine } from './page-marks.ts';

/** How many lines a title and what belongs to it may be apart; bounded, so that a long text takes no longer for each line. */
const FARTHEST = 60;

/** @returns the first line of the title above `openness`, or null where there is none */
export function titleAbove(lines: readonly string[], openness: number, body: number, expected: string): number | null {
  const farthest = Math.max(body, openness - FARTHEST);
  let at = openness - 1;
  while (at >= farthest && (lines[at] === '' || isAboveOpenness(lines, at))) at -= 1;
  if (at < farthest) return null;
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
export function writtenAbove(lines: readonly string[], at: number): number {
  let above = at - 1;
  while (above > at - FARTHEST && (lines[above] === '' || isPageLine(lines[above] ?? ''))) above -= 1;
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
    isLabelledFact(line) ||
    isRouteHeading(inlineHeading(line)?.heading ?? line) ||
    (isRoute(line) && isRouteHeading(lines[writtenAbove(lines, at)] ?? ''))
  );
}

/** A title that is printed twice, as a heading and again below it, begins at the first. */
export function firstOfTwins(lines: readonly string[], title: number, body: number): number {
  const above = writtenAbove(lines, title);
  const own = unnumbered(lines[title] ?? '');
  return above >= body && own !== '' && unnumbered(lines[above] ?? '') === own ? above : title;
}

/** A case's number may be a paragraph of its own above the item's number and title. */
export function withNumberAbove(lines: readonly string[], title: number, body: number): number {
  const above = writtenAbove(lines, title);
  if (above < body || caseNumberLine(lines[above] ?? '') === null) return title;
  const isApart = above === body || hasNothingAbove(lines, above);
  const hasOwnBelow = lines.slice(title + 1, title + 5).some((line) => caseNumberLine(line) !== null);
  return isApart && !hasOwnBelow ? above : title;
}
