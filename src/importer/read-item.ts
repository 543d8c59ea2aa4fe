/** One item of an agenda: its lines as blocks in their order, and what each block means. */
import { readBilag } from './bilag-rows.ts';
import { readDecision, readRecommendation } from './decisions.ts';
import {
  caseNumberLine,
  decisionHeading,
  isBilagHeading,
  isRecommendation,
  isRouteHeading,
  isSectionHeading,
  opennessLine,
} from './headings.ts';
import type { BlockKind, ImportedItem, ImportedRound, PrintedBlock } from './imported.ts';
import { stopsIn } from './organs.ts';
import { structureOf } from './sub-items.ts';

const NUMBERED = /^(\d{1,3}(?:\.[a-z0-9]{1,2})?)\.\s+(.*)$/;
const PARTICIPANT = /\b(deltager|deltog) (på|under|ifm\.) (punktet|drøftelsen|behandlingen)/i;

const filled = (lines: readonly string[]): string[] => lines.filter((line) => line !== '');
const rawOf = (lines: readonly string[]): string => lines.join('\n').trim();

/** @param year of the meeting, for dates that name none; @param oddities is told of whatever had to be placed by guess */
export function readItem(lines: readonly string[], year: number | null, oddities: string[]): ImportedItem {
  const printed = blocksOf(lines);
  const of = (kind: BlockKind) => printed.filter((block) => block.kind === kind);
  const titleRaw = filled(of('title').flatMap((block) => block.lines)).join(' ');
  const [, number, numberedTitle] = NUMBERED.exec(titleRaw) ?? [];
  const title = numberedTitle ?? titleRaw;
  const opennessLines = filled(of('openness').flatMap((block) => block.lines));
  const opened = opennessLines.map(opennessLine).find((found) => found !== null) ?? null;
  if (opened === null) oddities.push(`»${title}«: der står ikke, om sagen er åben; den er læst som åben.`);
  const routeRaw = filled(of('route').flatMap((block) => block.lines)).join(' ');
  const bilag = of('bilag').map((block) => readBilag(block.lines));
  for (const stray of bilag.flatMap(({ strays }) => strays))
    oddities.push(`»${title}«: linjen »${stray}« i bilagslisten er ikke et bilag.`);
  const sections = of('section').map(({ heading, lines: body }) => {
    if (heading === null && filled(body).length > 0)
      oddities.push(`»${title}«: tekst uden overskrift er læst som et afsnit.`);
    return { heading: heading?.replace(/\s*:$/, '') ?? null, rawText: rawOf(body), ...structureOf(body, year) };
  });
  return {
    number: number ?? null,
    title,
    caseNumber: opened?.caseNumber ?? opennessLines.map(caseNumberLine).find((found) => found !== null) ?? null,
    openness: opened?.openness ?? 'open',
    opennessRaw: opennessLines.join(' '),
    route: { raw: routeRaw, stops: stopsIn(routeRaw) ?? [] },
    sections,
    rounds: roundsOf(printed, title, oddities),
    attachments: bilag.flatMap(({ rows }) => rows),
    participants: filled(of('section').flatMap((block) => block.lines)).filter(
      (line) => line.length < 300 && PARTICIPANT.test(line),
    ),
    printed,
  };
}

function blocksOf(lines: readonly string[]): PrintedBlock[] {
  const blocks: PrintedBlock[] = [{ kind: 'title', heading: null, lines: [] }];
  const begin = (kind: BlockKind, heading: string | null, first: string[] = []) =>
    blocks.push({ kind, heading, lines: first });
  for (const line of lines) {
    const current = blocks.at(-1) as PrintedBlock;
    const kind = headingKind(line);
    if (kind !== null) begin(kind, line);
    else if (current.kind === 'title' && (opennessLine(line) || caseNumberLine(line))) begin('openness', null, [line]);
    else if (current.kind === 'openness' && line !== '' && !opennessLine(line) && !caseNumberLine(line))
      begin('section', null, [line]);
    else if (leavesRoute(current, line)) begin('section', null, [line]);
    else current.lines.push(line);
  }
  return blocks;
}

function headingKind(line: string): BlockKind | null {
  if (isRouteHeading(line)) return 'route';
  if (isRecommendation(line)) return 'recommendation';
  if (decisionHeading(line)) return 'decision';
  if (isBilagHeading(line)) return 'bilag';
  return isSectionHeading(line) ? 'section' : null;
}

/** The printed route is one line of organs; what comes after it without a heading is text. */
const leavesRoute = ({ kind, lines }: PrintedBlock, line: string): boolean =>
  kind === 'route' && line !== '' && lines.some((written) => written !== '') && stopsIn(line) === null;

/** An Indstilling begins a round, and the decisions after it answer it. */
function roundsOf(printed: readonly PrintedBlock[], title: string, oddities: string[]): ImportedRound[] {
  const rounds: ImportedRound[] = [];
  const counted = printed.filter(({ kind }) => kind === 'recommendation' || kind === 'decision');
  counted.forEach((block, index) => {
    if (block.kind === 'recommendation') {
      rounds.push({ seq: rounds.length + 1, recommendation: readRecommendation(block.lines), decisions: [] });
      return;
    }
    if (rounds.length === 0) rounds.push({ seq: 1, recommendation: null, decisions: [] });
    const hasLater = counted[index + 1]?.kind === 'decision';
    rounds.at(-1)?.decisions.push(readDecision(block, hasLater, title, oddities));
  });
  return rounds;
}
