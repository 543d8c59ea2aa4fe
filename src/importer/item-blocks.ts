/** The lines of one item as blocks in their order: every line is in exactly one. */
import { beginsRow, goesOnRow } from './bilag-rows.ts';
import {
  caseNumberLine,
  decisionHeading,
  inlineHeading,
  isBareDecision,
  isBilagHeading,
  isCaseStatement,
  isHeadingWithin,
  isPageLine,
  isRecommendation,
  isRouteHeading,
  isSectionHeading,
  opennessLine,
} from './headings.ts';
import type { BlockKind, PrintedBlock } from './imported.ts';
import { unnumbered } from './item-starts.ts';
import { isRoute } from './organs.ts';

/** How far below a title its openness may stand. */
const OPENNESS_WITHIN = 8;

const hasWords = ({ lines }: PrintedBlock): boolean => lines.some((line) => line !== '');
const isFact = (line: string): boolean => opennessLine(line) !== null || caseNumberLine(line) !== null;

/** @param listed titles in the list of contents: a title that stands there ends where it ends there */
export function itemBlocks(lines: readonly string[], listed: ReadonlySet<string>): PrintedBlock[] {
  const blocks: PrintedBlock[] = [{ kind: 'title', heading: null, lines: [] }];
  const begin = (kind: BlockKind, heading: string | null, first: string[] = []) =>
    void blocks.push({ kind, heading, lines: first });
  const hasStatement = lines.some(isCaseStatement);
  const facts = lines.findIndex((line, index) => index < 2 * OPENNESS_WITHIN && isFact(line));
  let row: string[] = [];
  lines.forEach((line, index) => {
    const current = blocks.at(-1) as PrintedBlock;
    const inline = inlineHeading(line);
    const kind = headingKind(inline?.heading ?? line, hasStatement);
    // The first line is the title, whatever it says: "Økonomi" is a title and a heading.
    if (current.kind === 'title' && (!hasWords(current) || line === '')) current.lines.push(line);
    else if (current.kind === 'title' && isFact(line)) begin('openness', null, [line]);
    else if (kind !== null && (current.kind !== 'title' || facts === -1 || facts < index)) {
      begin(kind, inline?.heading ?? line, inline ? [inline.rest] : []);
      row = [];
    } else if (line === '' || isPageLine(line)) current.lines.push(line);
    else if (current.kind === 'title' && facts < index && (lines[index - 1] === '' || isListed(current, listed)))
      begin('section', null, [line]);
    else if (current.kind === 'openness' && !isFact(line)) begin('section', null, [line]);
    else if (current.kind === 'route' && !belongsToRoute(current, line)) begin('section', null, [line]);
    else if (isInBilag(blocks) && beginsRow(lines, index)) {
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

const isListed = ({ lines }: PrintedBlock, listed: ReadonlySet<string>): boolean =>
  listed.has(unnumbered(lines.join(' ')));

function headingKind(line: string, hasStatement: boolean): BlockKind | null {
  if (isRouteHeading(line)) return 'route';
  if (isRecommendation(line)) return 'recommendation';
  if (decisionHeading(line) || isBareDecision(line)) return 'decision';
  if (isBilagHeading(line)) return 'bilag';
  return isSectionHeading(line) || (!hasStatement && isHeadingWithin(line)) ? 'section' : null;
}

/** The first line under Sagsgang is the route; a further one only if it names organs, or goes on from a comma. */
function belongsToRoute({ lines }: PrintedBlock, line: string): boolean {
  const before = lines.filter((each) => each !== '').at(-1);
  return (before === undefined && line.length <= 200) || isRoute(line) || (before?.endsWith(',') ?? false);
}

/** Whether the list of attachments is being read, or was left for a line that is none of its rows. */
const isInBilag = (blocks: readonly PrintedBlock[]): boolean => {
  const last = blocks.at(-1);
  return (
    last?.kind === 'bilag' || (last?.kind === 'section' && last.heading === null && blocks.at(-2)?.kind === 'bilag')
  );
};
