/** One item of an agenda: what each of its blocks means. */
import { readBilag } from './bilag-rows.ts';
import { type DecisionPlace, readDecision, readRecommendation } from './decisions.ts';
import type { BlockKind, ImportedItem, ImportedMeeting, ImportedRound, PrintedBlock } from './imported.ts';
import { itemBlocks } from './item-blocks.ts';
import { AS_CLOSED, readOpenness } from './item-openness.ts';
import { readTitle } from './item-title.ts';
import type { Openness } from './openness.ts';
import { stopsIn } from './organs.ts';
import { isPageLine } from './page-marks.ts';
import { participantsIn, referencesIn } from './references.ts';
import { secondItems } from './second-items.ts';
import { structureOf } from './sub-items.ts';

const filled = (lines: readonly string[]): string[] => lines.filter((line) => line !== '' && !isPageLine(line));
const rawOf = (lines: readonly string[]): string => lines.join('\n').replace(/\f/g, '').trim();

export interface ItemPlace {
  /** As the head has it. */
  meeting: ImportedMeeting | null;
  /** The titles in the list of contents. */
  listed: ReadonlySet<string>;
  /** What the head over the group of items says, in which this one stands; null without one. */
  group: Openness | null;
  /** The numbers of the items that the agenda says are closed before its first one. */
  closed: ReadonlySet<string>;
  /** Whether the agenda's titles have numbers without a point. */
  bareNumbers: boolean;
  /** Takes whatever had to be placed by guess. */
  oddities: string[];
}

/** @param lines of the item alone, its title first */
export function readItem(
  lines: readonly string[],
  { meeting, listed, group, closed, bareNumbers, oddities }: ItemPlace,
): ImportedItem {
  const printed = itemBlocks(lines, listed);
  const of = (kind: BlockKind) => printed.filter((block) => block.kind === kind);
  const linesIn = (kind: BlockKind) => filled(of(kind).flatMap((block) => block.lines));
  const { number, title, openness: titled } = readTitle(linesIn('title'), bareNumbers);
  const likelyItems = secondItems(printed, number);
  const above = number !== null && closed.has(number) ? 'closed' : null;
  const {
    openness,
    isRead,
    caseNumber,
    oddities: unsure,
  } = readOpenness(printed, { titled, group, above }, likelyItems);
  const odd = [
    ...unsure,
    ...likelyItems.map((line) => `»${line}« ligner et punkt mere inde i dette; der er ikke delt.`),
  ];
  oddities.push(...odd.map((oddity) => `»${title}«: ${oddity}`));
  const routeRaw = linesIn('route').join(' ');
  const stops = stopsIn(routeRaw);
  const attachments = of('bilag').flatMap((block) => readBilag(block.lines.filter((line) => !isPageLine(line))));
  const unsaid = attachments.filter(({ opennessIsRead }) => !opennessIsRead).length;
  if (unsaid > 0) oddities.push(`»${title}«: ${unsaid} bilag siger ikke, om de er åbne; hvert er ${AS_CLOSED}.`);
  const texts = [...linesIn('section'), ...linesIn('recommendation'), ...linesIn('decision')];
  const rounds = roundsOf(printed, stops, meeting, title, oddities);
  const year = yearOf(meeting, rounds, attachments);
  const sections = printed.flatMap((block, index) => {
    if (block.kind !== 'section') return [];
    tellOfUnheaded(block, printed[index - 1]?.kind, title, oddities);
    const heading = block.heading?.replace(/\s*:$/, '') ?? null;
    return [{ heading, rawText: rawOf(block.lines), ...structureOf(block.lines, year) }];
  });
  return {
    number,
    title,
    caseNumber,
    openness,
    opennessIsRead: isRead,
    likelyItems,
    opennessRaw: linesIn('openness').join(' ').replace(/\s+/g, ' '),
    route: { raw: routeRaw, stops },
    sections,
    rounds,
    attachments,
    participants: participantsIn(texts),
    references: referencesIn(texts, year),
    printed,
  };
}

/** What stood where no heading was: after the title or the route, or among the attachments. */
function tellOfUnheaded(block: PrintedBlock, after: BlockKind | undefined, title: string, oddities: string[]): void {
  if (block.heading !== null || filled(block.lines).length === 0) return;
  const shown = filled(block.lines).join(' ').slice(0, 120);
  oddities.push(
    after === 'bilag'
      ? `»${title}«: linjen »${shown}« i bilagslisten er ikke et bilag og er læst som tekst.`
      : `»${title}«: teksten »${shown}« står uden overskrift og er læst som et afsnit.`,
  );
}

/** The year that dates without one mean: the meeting's, the first decision's, or that of most of the documents' numbers. */
function yearOf(
  meeting: ImportedMeeting | null,
  rounds: readonly ImportedRound[],
  attachments: ImportedItem['attachments'],
): number | null {
  const dated = meeting?.date ?? rounds.flatMap(({ decisions }) => decisions)[0]?.date ?? '';
  if (/^\d{4}-/.test(dated)) return Number(dated.slice(0, 4));
  const years = attachments.flatMap(({ docNo }) => /\/(\d{2})$/.exec(docNo ?? '')?.[1] ?? []);
  const [usual] =
    [...Map.groupBy(years, (year) => year).values()].toSorted((one, two) => two.length - one.length)[0] ?? [];
  return usual === undefined ? null : 2_000 + Number(usual);
}

/** An Indstilling begins a round, and the decisions after it answer it. */
function roundsOf(
  printed: readonly PrintedBlock[],
  stops: readonly { body: string }[],
  meeting: ImportedMeeting | null,
  title: string,
  oddities: string[],
): ImportedRound[] {
  const rounds: ImportedRound[] = [];
  const counted = printed.filter(({ kind }) => kind === 'recommendation' || kind === 'decision');
  counted.forEach((block, index) => {
    if (block.kind === 'recommendation') {
      rounds.push({ seq: rounds.length + 1, recommendation: readRecommendation(block.lines), decisions: [] });
      return;
    }
    if (rounds.length === 0) rounds.push({ seq: 1, recommendation: null, decisions: [] });
    const round = rounds.at(-1) as ImportedRound;
    const before = round.decisions;
    const place: DecisionPlace = {
      hasLater: (body) =>
        counted[index + 1]?.kind === 'decision' || goesOn(stops, [...before.map((each) => each.body), body]),
      meeting,
      title,
      oddities,
    };
    round.decisions.push(readDecision(block, place));
  });
  return rounds;
}

/** Whether the printed route goes on after the organs that have decided, counted as often as they did. */
function goesOn(stops: readonly { body: string }[], decided: readonly string[]): boolean {
  let at = -1;
  for (const body of decided) {
    const next = stops.findIndex((stop, index) => index > at && stop.body === body);
    // An organ beside the route (an orientation afterwards, say) leads nowhere.
    if (next === -1) return false;
    at = next;
  }
  return at < stops.length - 1;
}
