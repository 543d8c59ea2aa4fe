/** Titles inside an item that look like further items: what no known layout told apart is listed for a person to look at. */
import { opennessLine } from './case-facts.ts';
import { headingKey } from './headings.ts';
import type { PrintedBlock } from './imported.ts';
import { isTitleLike, numberedTitle, numberOf } from './numbered-title.ts';
import { hasNothingAbove, isPageLine } from './page-marks.ts';

/** More than these are no more use to anybody. */
const MOST = 20;
const LONGEST = 200;
/** What an item has once, below its title. */
const ONCE = new Set(['route', 'statement', 'resume', 'theme']);

/** @param number of the item itself @returns the lines as they stand, in their order */
export function secondItems(printed: readonly PrintedBlock[], number: string | null): string[] {
  const own = Number.parseInt(number ?? '', 10) || 1;
  const found: string[] = [];
  const seen = new Set<string>();
  let before: PrintedBlock | null = null;
  for (const block of printed) {
    const key = block.heading === null ? null : headingKey(block.heading);
    if (key !== null && ONCE.has(key) && seen.has(key) && before !== null) {
      const title = lastAlone(before);
      if (title !== null) found.push(title);
    }
    if (key !== null) seen.add(key);
    if (block.kind === 'section' || block.kind === 'recommendation' || block.kind === 'decision')
      found.push(...titlesIn(block.lines, own, block.kind === 'decision').slice(0, MOST));
    before = block;
  }
  return [...new Set(found)].slice(0, MOST);
}

/** Numbers that go on from no list (an answer to a clause ends as a sentence does, a title does not), each with a title behind it, and lines that say whether something is open. */
function titlesIn(lines: readonly string[], own: number, inDecision: boolean): string[] {
  const found: string[] = [];
  let list: { n: number; ended: boolean } | null = null;
  let above = '';
  for (const [at, line] of lines.entries()) {
    if (line === '' || isPageLine(line)) continue;
    if (opennessLine(line) !== null) found.push((above || line).slice(0, LONGEST));
    const n = Number.parseInt(numberOf(line) ?? '', 10);
    if (n >= 0) {
      const isApart = hasNothingAbove(lines, at);
      const goesOn = list !== null && list.n === n - 1 && !(list.ended && isApart);
      if (n > own && isApart && !goesOn && isTitle(line)) found.push(line);
      list = { n, ended: inDecision && /[.:;!?]$/.test(line) };
    }
    above = line;
  }
  return found;
}

function isTitle(line: string): boolean {
  const title = numberedTitle(line)?.title ?? '';
  return line.length <= LONGEST && isTitleLike(title) && /^\D/.test(title);
}

/** The last written line of a block, where it stands alone and may be a title. */
function lastAlone({ lines }: PrintedBlock): string | null {
  const last = lines.findLastIndex((line) => line !== '' && !isPageLine(line));
  const line = lines[last] ?? '';
  return last > 0 && lines[last - 1] === '' && line.length <= LONGEST && isTitleLike(line) ? line : null;
}
