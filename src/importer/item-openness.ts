/** Whether an item is open. That is read and never guessed: what nothing is said of, or what may hold a second item, is closed. */
import { caseNumberLine, opennessLine, ownNumber } from './case-facts.ts';
import { hasClosedSign, titleHasClosedSign } from './closed-signs.ts';
import type { PrintedBlock } from './imported.ts';
import { numberedTitle, numberOf } from './numbered-title.ts';
import { groupOpenness, type Openness, opennessOfTitle } from './openness.ts';
import { isPageLine, withoutMark } from './page-marks.ts';

export interface ItemOpenness {
  openness: Openness;
  /** False where the text does not say it for certain, and a person has to. */
  isRead: boolean;
  caseNumber: string | null;
  /** What a person should look at, without the item's title. */
  oddities: string[];
}

/** What becomes of that of which nothing is said. */
export const AS_CLOSED = 'læst som lukket, til nogen har sagt andet';

/**
 * @param printed all blocks of the item
 * @param said what stands in its title, over the group that it is in, and of it before the first item
 * @param second titles inside it that look like further items
 */
export function readOpenness(
  printed: readonly PrintedBlock[],
  { titled, group, above }: Record<'titled' | 'group' | 'above', Openness | null>,
  second: readonly string[],
): ItemOpenness {
  const head = linesOf(printed, 'openness');
  const own = [...head.map((line) => opennessLine(line)?.openness ?? null), titled];
  const all = [...own, group, above];
  const caseNumber = ownNumber(head.flatMap((line) => opennessLine(line)?.caseNumber ?? caseNumberLine(line) ?? []));
  if (all.includes('closed')) {
    const both = all.includes('open')
      ? [`der står både, at sagen er åben, og at den er lukket; den er ${AS_CLOSED}.`]
      : [];
    return { openness: 'closed', isRead: both.length === 0, caseNumber, oddities: both };
  }
  const closed = (oddity: string): ItemOpenness => ({
    openness: 'closed',
    isRead: false,
    caseNumber,
    oddities: [oddity],
  });
  if (!all.includes('open')) return closed(`der står ikke, om sagen er åben; den er ${AS_CLOSED}.`);
  const inside = closedInside(printed);
  const sign = closedSign(printed, own.includes('open'));
  if (sign !== null) return closed(`»${sign}« kan betyde, at sagen er lukket; den er ${AS_CLOSED}.`);
  if (inside !== null) return closed(`»${inside}« står inde i et åbent punkt; det er ${AS_CLOSED}.`);
  if (second.length > 0) return closed(`punktet kan rumme flere punkter; det er ${AS_CLOSED}.`);
  return { openness: 'open', isRead: true, caseNumber, oddities: [] };
}

const linesOf = (printed: readonly PrintedBlock[], which: PrintedBlock['kind']): string[] =>
  printed.filter(({ kind }) => kind === which).flatMap(({ lines }) => lines);

/** The first line with a sign that the item is closed: in its title, and anywhere in it where only the group that it stands in is open. */
function closedSign(printed: readonly PrintedBlock[], saysItself: boolean): string | null {
  const title = linesOf(printed, 'title').find(titleHasClosedSign);
  const body = saysItself ? [] : printed.flatMap(({ lines }) => lines);
  // What stands below its last line is a head over the items after it.
  const last = body.findLastIndex((line) => line !== '' && !isPageLine(line));
  const found = title ?? body.slice(0, last + 1).find(hasClosedSign);
  return found === undefined ? null : withoutMark(found).slice(0, 120);
}

/** A line below an item's head that says of something that it is closed: an item that was not told apart may begin there. */
function closedInside(printed: readonly PrintedBlock[]): string | null {
  const lines = printed
    .filter(({ kind }) => kind !== 'title' && kind !== 'openness' && kind !== 'bilag')
    .flatMap((block) => block.lines);
  const last = lines.findLastIndex((line) => line !== '' && !isPageLine(line));
  const found = lines.findIndex((line, index) =>
    isPageLine(line) ? index < last && groupOpenness(withoutMark(line)) === 'closed' : saysClosed(line),
  );
  return found === -1 ? null : withoutMark(lines[found] ?? '').slice(0, 120);
}

const saysClosed = (line: string): boolean =>
  opennessLine(line)?.openness === 'closed' ||
  (numberOf(line) !== null && opennessOfTitle(numberedTitle(line)?.title ?? '') === 'closed');
