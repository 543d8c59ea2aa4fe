/** The lines of a text as they are read: what a page's layout did to them undone as far as it is certain. */
import { decisionHeading, isBareDecision, isSectionHeading } from './headings.ts';
import { isOrganName } from './organs.ts';
import { withPageMarks } from './page-marks.ts';
import { headingsApart, rowsApart } from './run-on-lines.ts';

const written = (line: string): boolean => line.trim() !== '';

/**
 * Trimmed, runs of tabs as one; of a bullet that is set in, one space is kept. Where every line is followed by an empty one, a single
 * empty line means nothing, and several end a paragraph. Headings that were broken over two lines are one again.
 */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const spaced = isDoubled(lines) ? withoutSpacing(lines) : lines;
  const inset = spaced === lines;
  const trimmed = spaced.map((line) => {
    const kept = inset && /^[ \t]+[-•▪●◦–—*]\s/.test(line) ? ' ' : '';
    // The form feed before a page's number stays: it is what distinguishes it from a figure.
    return `${kept}${line
      .replace(/\t+/g, '\t')
      .replace(/^[^\S\f]+/, '')
      .trimEnd()}`;
  });
  return joinedHeadings(withPageMarks(headingsApart(trimmed).flatMap(rowsApart)));
}

/** A line of running text, long, that does not end as a sentence does: it reads on in the next. */
const readsOn = (line: string): boolean => isLong(line) && !/[.:;!?)"”»]$|\.\.\.\s*\d+$/.test(line.trim());
const isLong = (line: string): boolean => line.trim().length > 60;

function isDoubled(lines: readonly string[]): boolean {
  const all = lines.filter(written);
  const followed = lines.filter(
    (line, index) => written(line) && index + 1 < lines.length && !written(lines[index + 1] ?? ''),
  ).length;
  if (all.length <= 8 || followed / all.length <= 0.75) return false;
  // A paragraph's end is a line with a space, and was spaced like any other.
  const ends = lines.filter(
    (line, at) => /^[^\S\f]+$/.test(line) && lines[at - 1] === '' && lines[at + 1] === '',
  ).length;
  if (ends / all.length > 0.1) return true;
  const long = all.filter(isLong);
  // Ordinary text has an empty line after every paragraph, too; but its paragraphs end where sentences end, and run long.
  const marked = lines.some((line) => /^[^\S\f]+$/.test(line));
  const brokenOff = long.filter(readsOn).length;
  const narrow = all.every((line) => line.length <= 160);
  return narrow && (marked || (long.length >= 3 && brokenOff / long.length > 0.4));
}

/** The usual space between two lines goes; a wider one ends a paragraph. */
function withoutSpacing(lines: readonly string[]): string[] {
  const kept: { line: string; above: number }[] = [];
  let empty = 0;
  for (const line of lines) {
    if (written(line)) kept.push({ line, above: empty });
    empty = written(line) ? 0 : empty + 1;
  }
  const gaps = kept.map(({ above }) => above).filter((above) => above > 0);
  const [usual = 1] = [1, 2, 3, 4].filter((gap) => gaps.filter((each) => each === gap).length > gaps.length / 5);
  return kept.flatMap(({ line, above }) => (above > usual ? ['', line] : [line]));
}

const isRest = (line: string): boolean => /^(og|eller|samt) [a-zæøåA-ZÆØÅ, /-]{3,60}$/.test(line);

const isNamed = (organ: string): boolean => organ !== '';

function joinedHeadings(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const next = lines[at + 1] || lines[at + 2] || '';
    const broken =
      /^Beslutning/i.test(line) &&
      line.length < 120 &&
      decisionHeading(line) === null &&
      // "Beslutning" alone is whole, unless an organ's name goes on from it.
      (isBareDecision(line) ? isOrganName : isNamed)(decisionHeading(`${line} ${next}`)?.organ ?? '');
    const wraps = line.length < 90 && isSectionHeading(line) && lines[at + 1] !== '' && isRest(lines[at + 1] ?? '');
    if (!broken && !wraps) {
      joined.push(line);
      continue;
    }
    joined.push(`${line} ${next}`);
    at += lines[at + 1] === '' ? 2 : 1;
  }
  return joined;
}
