/** The lines of one item as blocks in their order: every line is in exactly one. */
import { beginsRow, goesOnRow, isSimpleRow, saysNoBilag } from './bilag-rows.ts';
import { caseNumberLine, isLabelledFact, opennessLine } from './case-facts.ts';
import {
  decisionHeading,
  headingKey,
  inlineHeading,
  isBareDecision,
  isBilagHeading,
  isCaseStatement,
  isHeadingWithin,
  isRecommendation,
  isRouteHeading,
  isSectionHeading,
  mayHeadRoute,
} from './headings.ts';
import type { BlockKind, PrintedBlock } from './imported.ts';
import { numberedTitle, TITLE_LINES, unnumbered } from './numbered-title.ts';
import { isRoute } from './organs.ts';
import { isPageLine } from './page-marks.ts';

/** How far below a title its openness may stand. */
const OPENNESS_WITHIN = 8;

const hasWords = ({ lines }: PrintedBlock): boolean => lines.some((line) => line !== '' && !isPageLine(line));
const isFact = (line: string): boolean =>
  opennessLine(line) !== null || caseNumberLine(line) !== null || isLabelledFact(line);

/** @param listed titles in the list of contents: a title that stands there ends where it ends there */
export function itemBlocks(lines: readonly string[], listed: ReadonlySet<string>): PrintedBlock[] {
  const lead = factsAbove(lines);
  const title: PrintedBlock = { kind: 'title', heading: null, lines: [] };
  const blocks: PrintedBlock[] =
    lead === 0 ? [title] : [{ kind: 'openness', heading: null, lines: lines.slice(0, lead) }, title];
  const begin = (kind: BlockKind, heading: string | null, first: string[] = []) =>
    void blocks.push({ kind, heading, lines: first });
  const headingKind = headingsIn(lines);
  const facts = factsBelow(lines, lead);
  let row: string[] = [];
  lines.forEach((line, index) => {
    if (index < lead) return;
    const current = blocks.at(-1) as PrintedBlock;
    const inline = inlineHeading(line);
    const kind = headingKind(inline?.heading ?? line, index, current);
    // The first line is the title, whatever it says: "Økonomi" is a title and a heading.
    if (current.kind === 'title' && (!hasTitle(current) || line === '')) current.lines.push(line);
    else if (current.kind === 'title' && isFact(line)) begin('openness', null, [line]);
    // A title may be printed twice.
    else if (current.kind === 'title' && isShort(current) && unnumbered(line) === unnumbered(wordsOf(current)))
      current.lines.push(line);
    // The route may stand above the openness.
    else if (current.kind === 'route' && hasWords(current) && opensBelow(blocks) && isFact(line))
      begin('openness', null, [line]);
    else if (kind !== null && (current.kind !== 'title' || kind === 'route' || facts === -1 || facts < index)) {
      begin(kind, inline?.heading ?? line, inline ? [inline.rest] : []);
      row = inline && kind === 'bilag' ? [inline.rest] : [];
    } else if (line === '' || isPageLine(line)) current.lines.push(line);
    else if (current.kind === 'title' && facts < index && (lines[index - 1] === '' || isListed(current, listed)))
      begin('section', null, [line]);
    else if (current.kind === 'openness' && !isFact(line)) begin('section', null, [line]);
    else if (current.kind === 'route' && !belongsToRoute(current, line)) begin('section', null, [line]);
    else if (isInBilag(blocks) && (beginsRow(lines, index) || goesOnPlainly(current, row, line))) {
      if (current.kind !== 'bilag') begin('bilag', null);
      (blocks.at(-1) as PrintedBlock).lines.push(line);
      row = [line];
    } else if (current.kind === 'bilag' && (row.length === 0 || !goesOnRow(row, lines, index)))
      begin('section', null, [line]);
    else {
      current.lines.push(line);
      row.push(line);
    }
  });
  return blocks;
}

/** How many lines a case's number takes that stands above the item's own number and title. */
function factsAbove(lines: readonly string[]): number {
  const isLead = caseNumberLine(lines[0] ?? '') !== null;
  const title = isLead ? lines.findIndex((line) => line !== '' && !isPageLine(line) && !isFact(line)) : 0;
  return Math.max(0, title);
}

/** The first line of an item's head below its title; a word like "Lukket" is of the head only above the first heading. */
function factsBelow(lines: readonly string[], lead: number): number {
  const near = lines.slice(lead, lead + 2 * OPENNESS_WITHIN);
  const heading = near.findIndex((line, index) => index > 0 && ![null, 'route'].includes(headingKey(line)));
  const found = near.findIndex(
    (line, index) => isFact(line) && (heading === -1 || index < heading || (opennessLine(line)?.isSure ?? true)),
  );
  return found === -1 ? -1 : found + lead;
}

const wordsOf = ({ lines }: PrintedBlock): string => lines.filter((line) => line !== '' && !isPageLine(line)).join(' ');

/** A title is more than its number, which may stand on a line of its own. */
const hasTitle = ({ lines }: PrintedBlock): boolean =>
  lines.some((line) => line !== '' && !isPageLine(line) && numberedTitle(line)?.title !== '');

const opensBelow = (blocks: readonly PrintedBlock[]): boolean =>
  !blocks.some(({ kind, lines }) => kind === 'openness' && lines.some((line) => opennessLine(line) !== null));

/** What runs over more lines than any title, with the empty ones between them, is not compared with one at each of its lines. */
const isShort = ({ lines }: PrintedBlock): boolean => lines.length <= 4 * TITLE_LINES;

const isListed = (block: PrintedBlock, listed: ReadonlySet<string>): boolean =>
  isShort(block) && listed.has(unnumbered(block.lines.join(' ')));

/** What kind of block a line of this item begins, if it is a heading. */
function headingsIn(lines: readonly string[]) {
  const hasStatement = lines.some((line) => isCaseStatement(inlineHeading(line)?.heading ?? line));
  return (line: string, index: number, { kind, heading }: PrintedBlock): BlockKind | null => {
    if (isRouteHeading(line) || (mayHeadRoute(line) && isRoute(lines[index + 1] || lines[index + 2] || '')))
      return 'route';
    if (isRecommendation(line)) return 'recommendation';
    if (decisionHeading(line) || isBareDecision(line)) return 'decision';
    if (isBilagHeading(line)) return 'bilag';
    if (isSectionHeading(line)) return 'section';
    // Inside a Sagsfremstilling small headings are its own; standing alone below another section they are the item's.
    const inOther = kind === 'section' && heading !== null && !/sagsfremstilling/i.test(heading);
    return isHeadingWithin(line) && (!hasStatement || (inOther && lines[index - 1] === '')) ? 'section' : null;
  };
}

/** The first line under Sagsgang is the route; a further one only if it names organs, or goes on from a comma. */
function belongsToRoute({ lines }: PrintedBlock, line: string): boolean {
  const before = lines.findLast((each) => each !== '' && !isPageLine(each));
  return (before === undefined && line.length <= 200) || isRoute(line) || (before?.endsWith(',') ?? false);
}

/** Below the heading, or below a row of its own form, also an answer or a simple list may stand. */
const goesOnPlainly = (current: PrintedBlock, row: readonly string[], line: string): boolean =>
  current.kind === 'bilag' &&
  ((!hasWords(current) && saysNoBilag(line)) ||
    (isSimpleRow(line) && (!hasWords(current) || isSimpleRow(row[0] ?? ''))));

/** Whether the list of attachments is being read, or was left for a line that is none of its rows. */
const isInBilag = (blocks: readonly PrintedBlock[]): boolean => {
  const last = blocks.at(-1);
  return (
    last?.kind === 'bilag' || (last?.kind === 'section' && last.heading === null && blocks.at(-2)?.kind === 'bilag')
  );
};
