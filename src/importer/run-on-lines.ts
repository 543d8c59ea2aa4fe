/** Line ends that a text has lost: rows of a list of contents or of attachments that stand on one line get one each again. */

const LEADER = /(?<!\.)\.{3,}\s{0,3}\d{1,3}\s+(?=\p{Lu}|\d{1,3}[a-z]?\.\s)/gu;
const FIRST_ROW = /^(?:Bilag:?\s+)?(\d{1,2})(?:\s*-\s*\d*)?\s+(?:Åben|Lukket)(?=\s|$)/;
const NEXT_ROW = /\s(?=(\d{1,2})(?:\s-\s\d{5,9})?\s(?:Åben|Lukket)(?:\s|$))/g;

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
