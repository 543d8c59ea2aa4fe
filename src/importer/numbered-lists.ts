/**
 * Numbered lists whose entries may run over several paragraphs, bullets and small headings: which lines begin an entry, and where the
 * list ends. Numbers that begin again inside an entry are no entries of it.
 */
import { BULLET, markOf } from './marked-list.ts';
import { isPageLine } from './page-marks.ts';

export interface NumberedList {
  /** The number of the first entry. */
  first: number;
  /** The line of each entry, in order. */
  at: number[];
  /** The line after the last entry. */
  end: number;
}

/** Lists inside lists inside lists; more are nobody's. */
const DEEPEST = 4;

const numberAt = (line: string): number | null => markOf(line)?.n ?? null;

/** @returns the lists of two entries or more by the line at which each begins; one that stands inside another's entry is left out */
export function numberedLists(lines: readonly string[]): ReadonlyMap<number, NumberedList> {
  const all: NumberedList[] = [];
  const open: NumberedList[] = [];
  for (const [at, line] of lines.entries()) {
    const number = numberAt(line);
    if (number === null) continue;
    const depth = open.findLastIndex((list) => list.first + list.at.length === number);
    if (depth !== -1) {
      open[depth]?.at.push(at);
      open.splice(depth + 1);
    } else if (number === 1 || open.length === 0) {
      const list = { first: number, at: [at], end: at + 1 };
      if (open.length === DEEPEST) open.splice(0, 1);
      open.push(list);
      all.push(list);
    }
  }
  const found = new Map<number, NumberedList>();
  let covered = 0;
  for (const list of all) {
    const [start = 0] = list.at;
    if (list.at.length < 2 || start < covered) continue;
    list.end = endOf(lines, list.at);
    covered = list.end;
    found.set(start, list);
  }
  return found;
}

/** The lines of each entry, the first without its number. */
export function entriesOf(
  lines: readonly string[],
  { first, at, end }: NumberedList,
): { n: number; lines: string[] }[] {
  return at.map((from, index) => {
    const own = lines.slice(from, at[index + 1] ?? end);
    return { n: first + index, lines: [markOf(own[0] ?? '')?.text ?? '', ...own.slice(1)] };
  });
}

/** An entry as one text: its paragraphs and bullets a line each. */
export function textOfEntry(lines: readonly string[]): string {
  const parts: string[] = [];
  let apart = true;
  for (const line of lines) {
    if (line === '') apart = true;
    else if (!isPageLine(line)) {
      if (apart || BULLET.test(line)) parts.push(line.trim());
      else parts[parts.length - 1] = `${parts.at(-1)} ${line}`;
      apart = false;
    }
  }
  return parts.join('\n');
}

/**
 * The last entry goes on in what stands directly below it, in bullets, in a line that announces bullets, and in as many paragraphs as
 * each of the others has.
 */
function endOf(lines: readonly string[], at: readonly number[]): number {
  const last = at.at(-1) ?? 0;
  let most = Number.POSITIVE_INFINITY;
  for (const [index, from] of at.slice(0, -1).entries())
    most = Math.min(most, paragraphsIn(lines, from, at[index + 1] ?? last));
  let end = last + 1;
  let paragraphs = 1;
  for (;;) {
    while (end < lines.length && lines[end] !== '' && (end === last + 1 || lines[end - 1] !== '')) end += 1;
    let next = end;
    while (next < lines.length && (lines[next] === '' || isPageLine(lines[next] ?? ''))) next += 1;
    if (next >= lines.length) return end;
    const line = lines[next] ?? '';
    if (numberAt(line) !== null) return end;
    if (!BULLET.test(line) && !announces(lines, next)) {
      paragraphs += 1;
      if (paragraphs > most) return end;
    }
    end = next + 1;
    while (end < lines.length && lines[end] !== '') end += 1;
  }
}

const isPlain = (line: string): boolean => line !== '' && !BULLET.test(line) && !isPageLine(line);

/** "Formålet med planen er:" with a bullet below it. */
function announces(lines: readonly string[], at: number): boolean {
  let next = at + 1;
  while (next < lines.length && next < at + 6 && (lines[next] === '' || isPageLine(lines[next] ?? ''))) next += 1;
  return (lines[at] ?? '').endsWith(':') && BULLET.test(lines[next] ?? '');
}

/** Paragraphs of running text between two lines, those that announce bullets left out. */
function paragraphsIn(lines: readonly string[], from: number, to: number): number {
  let count = 1;
  for (let at = from + 1; at < to; at += 1)
    if (isPlain(lines[at] ?? '') && lines[at - 1] === '' && !announces(lines, at)) count += 1;
  return count;
}
