/** Lists as lines: a mark or a number at the beginning, and what goes on below it. */
import { isPageLine } from './page-marks.ts';
import { isRunningNumber } from './running-number.ts';

/** A dash may stand close before a capital letter. */
export const BULLET = /^\s?(?:[-–—*]\s+|-(?=[A-ZÆØÅ])|[•▪●◦]\s*)(\S.*)$/;
const NUMBER = /^(\d{1,2})[.)]\s+(?=["”»'(]?[A-ZÆØÅa-zæøå])(.*)$/;

export interface Marked {
  n: number | null;
  text: string;
}

/** The mark or number that a line begins with, and the text behind it; null where it begins with none. */
export function markOf(line: string): Marked | null {
  const bullet = BULLET.exec(line)?.[1];
  if (bullet !== undefined) return { n: null, text: bullet };
  if (isRunningNumber(line)) return null;
  const [, number, text = ''] = NUMBER.exec(line) ?? [];
  return number === undefined ? null : { n: Number(number), text };
}

/** Whether an empty line is only a page's end: the list goes on behind it. */
function goesOnBehind(lines: readonly string[], index: number): boolean {
  let at = index;
  while (at < lines.length && (lines[at] === '' || isPageLine(lines[at] ?? ''))) at += 1;
  return markOf(lines[at] ?? '') !== null;
}

/** The entries of the list of bullets that begins at `start`, each with the lines that go on from it; it ends at an empty line with text behind it. */
export function bulletsAt(lines: readonly string[], start: number): { entries: Marked[]; end: number } {
  const entries: Marked[] = [];
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const mark = markOf(line);
    const last = entries.at(-1);
    if (mark) entries.push(mark);
    else if (isPageLine(line)) continue;
    else if (line === '') {
      if (!goesOnBehind(lines, at)) break;
    } else if (last && lines[at - 1] !== '') last.text = `${last.text} ${line}`;
    else break;
  }
  return { entries, end: at };
}
