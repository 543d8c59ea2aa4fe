/** The lines of one item as blocks in their order: every line is in exactly one. */
import { beginsRow, goesOnRow, isPlainRow, saysNoBilag } from './bilag-rows.ts';
import { caseNumberLine, opennessLine } from './case-facts.ts';
import {
  decisionHeading,
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
import { numberedTitle, unnumbered } from './item-starts.ts';
import { isRoute } from './organs.ts';
import { isPageLine } from './page-marks.ts';

/** How far below a title its openness may stand. */
const OPENNESS_WITHIN = 8;

const hasWords = ({ lines }: PrintedBlock): boolean => lines.some((line) => line !== '' && !isPageLine(line));
const isFact = (line: string): boolean => opennessLine(line) !== null || caseNumberLine(line) !== null;

/** @param listed titles in the list of contents: a title that stands there ends where it ends there */
export function itemBlocks(lines: readonly string[], listed: ReadonlySet<string>): PrintedBlock[] {
  const blocks: PrintedBlock[] = [{ kind: 'title', heading: null, lines: [] }];
  const begin = (kind: BlockKind, heading: string | null, first: string[] = []) =>
    void blocks.push({ kind, heading, lines: first });
  const headingKind = headingsIn(lines);
  const facts = lines.findIndex((line, index) => index < 2 * OPENNESS_WITHIN && isFact(line));
  let row: string[] = [];
  lines.forEach((line, index) => {
    const current = blocks.at(-1) as PrintedBlock;
    const inline = inlineHeading(line);
    const kind = headingKind(inline?.heading ?? line, index, current);
    // The first line is the title, whatever it says: "Økonomi" is a title and a heading.
    if (current.kind === 'title' && (!hasTitle(current) || line === '')) current.lines.push(line);
    else if (current.kind === 'title' && isFact(line)) begin('openness', null, [line]);
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

/** A title is more than its number, which may stand on a line of its own. */
const hasTitle = ({ lines }: PrintedBlock): boolean =>
  lines.some((line) => line !== '' && !isPageLine(line) && numberedTitle(line)?.title !== '');

const opensBelow = (blocks: readonly PrintedBlock[]): boolean =>
  !blocks.some(({ kind, lines }) => kind === 'openness' && lines.some((line) => opennessLine(line) !== null));

const isListed = ({ lines }: PrintedBlock, listed: ReadonlySet<string>): boolean =>
  listed.has(unnumbered(lines.join(' ')));

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
  const before = lines.filter((each) => each !== '' && !isPageLine(each)).at(-1);
  return (before === undefined && line.length <= 200) || isRoute(line) || (before?.endsWith(',') ?? false);
}

/** Below the heading, or below a row of its own form, also an answer or a simple list may stand. */
const goesOnPlainly = (current: PrintedBlock, row: readonly string[], line: string): boolean =>
  current.kind === 'bilag' &&
  ((!hasWords(current) && saysNoBilag(line)) || (isPlainRow(line) && (!hasWords(current) || isPlainRow(row[0] ?? ''))));

/** Whether the list of attachments is being read, or was left for a line that is none of its rows. */
const isInBilag = (blocks: readonly PrintedBlock[]): boolean => {
  const last = blocks.at(-1);
  return (
    last?.kind === 'bilag' || (last?.kind === 'section' && last.heading === null && blocks.at(-2)?.kind === 'bilag')
  );
};
