/** Which items an agenda says are closed before its first one begins: in its list of contents, or by their numbers. */
import { hasClosedSign, titleHasClosedSign } from './closed-signs.ts';
import { numberedTitle, numberOf } from './numbered-title.ts';
import { groupOpenness, opennessOfTitle, opennessWords } from './openness.ts';
import { withoutMark } from './page-marks.ts';

/** "Punkterne 3-4 og 7", "pkt. 12", "sag nr. 9". */
const NUMBERS =
  /(?<!\p{L})(?:(?:dagsordens)?punkt(?:erne|er)?|pkt\.?|sag(?:erne|er)?)(?: nr\.?)?\s+(?<list>\d{1,3}[a-z]?(?:\s*(?:,|og|samt|til|[-–])\s*\d{1,3}[a-z]?)*)/giu;
const RANGE = /^(\d+)\s*(?:til|[-–])\s*(\d+)$/;
/** No agenda has more. */
const MOST = 300;

function numbersIn(list: string): string[] {
  return list.split(/\s*(?:,|og|samt)\s*/).flatMap((part) => {
    const [, first, last] = RANGE.exec(part) ?? [];
    if (first === undefined || last === undefined) return [part];
    const count = Math.min(MOST, Math.max(0, Number(last) - Number(first) + 1));
    return Array.from({ length: count }, (_, n) => String(Number(first) + n));
  });
}

const saysClosed = (line: string): boolean => opennessWords(line)?.openness === 'closed' || hasClosedSign(line);

/** @param lines above the first item @returns the numbers of those items */
export function closedAbove(lines: readonly string[]): ReadonlySet<string> {
  const closed = new Set<string>();
  let group = false;
  for (const line of lines.map(withoutMark)) {
    const head = groupOpenness(line);
    if (head !== null) group = head === 'closed';
    const number = numberOf(line);
    const title = number === null ? '' : (numberedTitle(line)?.title ?? '').replace(/[\s.]*\d+$/, '');
    if (number !== null && (group || opennessOfTitle(title) === 'closed' || titleHasClosedSign(title)))
      closed.add(number);
    if (saysClosed(line))
      for (const { groups } of line.matchAll(NUMBERS)) for (const one of numbersIn(groups?.list ?? '')) closed.add(one);
  }
  return closed;
}
