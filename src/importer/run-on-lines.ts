/** Line ends that a text has lost: rows of a list of contents or of attachments that stand on one line get one each again. */

import { opennessLine } from './case-facts.ts';

const LEADER = /(?<!\.)\.{3,}\s{0,3}\d{1,3}\s+(?=\p{Lu}|\d{1,3}[a-z]?\.\s)/gu;
const FIRST_ROW = /^(?:Bilag:?\s+)?(\d{1,2})(?:\s*-\s*\d*)?\s+(?:Åben|Lukket)(?=\s|$)/;
const NEXT_ROW = /\s(?=(\d{1,2})(?:\s-\s\d{5,9})?\s(?:Åben|Lukket)(?:\s|$))/g;

/** @returns the rows that stand on the line, or the line itself where it is one or none */
export function rowsApart(line: string): string[] {
  const leaders = line.includes('...') ? [...line.matchAll(LEADER)] : [];
  const first = FIRST_ROW.exec(line)?.[1];
  const cuts =
    first === undefined ? leaders.map((found) => found.index + found[0].length) : rowCuts(line, Number(first));
  return [0, ...cuts].map((from, index) => line.slice(from, cuts[index] ?? line.length).trimEnd());
}

/** Before each number that is the next row's. */
function rowCuts(line: string, first: number): number[] {
  const cuts: number[] = [];
  for (const found of line.matchAll(NEXT_ROW))
    if (Number(found[1]) === first + cuts.length + 1) cuts.push(found.index + 1);
  return cuts;
}

/** Where a new line began, in a text whose pages have become a line each. */
const BEFORE =
  /\s(?=(?:BESLUTNINGSPROTOKOL|BESLUTNINGSREFERAT|DAGSORDEN|REFERAT|Sted:|Dato:|Start kl\.:|Slut kl\.:|Medlemmer:|Fraværende:|Norddjurs Kommune$|Indholdsfortegnelse|Sagsgang:?|Sagsfremstilling|Økonomiske konsekvenser|Lovgrundlag|Indstilling|Beslutning i|Bilag:|Bilagsoversigt|Underskriftsside)(?:\s|\.{3}|$))/g;
const AFTER =
  /(?:(?:BESLUTNINGSPROTOKOL|BESLUTNINGSREFERAT|DAGSORDEN|REFERAT|Indholdsfortegnelse)|Sagsgang:? [A-ZÆØÅ]{2,4}(?:, [A-ZÆØÅ]{2,4})*)(?=\s)/g;
const FACTS = /\s((?:(?:\d{2}\.\d{2}\.\d{2}\S*|[A-ZÆØÅ]\d{2}|\d{2}\/\d{1,6}) ){0,3}(?:Åben|Lukket) [Ss]ag)(?=\s|$)/g;
/** A page's own number stands before its text. */
const PAGE = /^(\d{1,3})\s(?=\S)/;
const LONG = 200;

/**
 * A text that says nowhere on a line of its own whether a case is open, but does inside long lines, has lost all its line ends; they are
 * put back before and after the words that begin and end a line of an agenda.
 */
export function headingsApart(lines: readonly string[]): readonly string[] {
  const hasLines = lines.some((line) => opennessLine(line)?.isSure);
  if (hasLines || !lines.some((line) => line.length > LONG && line.search(FACTS) !== -1)) return lines;
  return lines.flatMap((line) =>
    line
      .replace(PAGE, '\n$1\n\n')
      .replace(FACTS, '\n$1\n')
      .replace(BEFORE, '\n')
      .replace(AFTER, '$&\n')
      .split('\n')
      .map((part) => part.trim()),
  );
}
