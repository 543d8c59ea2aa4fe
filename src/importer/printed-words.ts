/** Everything that was read, in its order: what a loss would show in. */

import type { Imported, PrintedBlock } from './imported.ts';
import { isPaperOnly } from './page-marks.ts';

export const linesOfBlock = ({ heading, lines }: PrintedBlock): string[] => [
  ...(heading === null ? [] : [heading]),
  ...lines,
];

/** All lines of the text again, empty ones left out. */
export function printedLines({ before, items, after }: Imported): string[] {
  return [...before, ...items.flatMap(({ printed }) => printed), ...after]
    .flatMap(linesOfBlock)
    .filter((line) => line.trim() !== '');
}

/** Bullets and lone dashes are the setter's, tags nobody's, and page numbers the paper's. */
const MARKS = new Set(['•', '▪', '●', '◦', '*', '-', '–', '—', '\u2010', '\u2011']);

/** Of what follows a `<`, the part behind its `>`; where there is none, nothing was a tag. (One pattern would take quadratic time.) */
const afterTag = (part: string, index: number): string => {
  const end = part.indexOf('>');
  if (index === 0) return part;
  return end === -1 ? `<${part}` : part.slice(end + 1);
};

/** The words of lines as they are compared between a text and its print. */
export const wordsIn = (lines: readonly string[]): string[] =>
  lines
    .filter((line) => !isPaperOnly(line))
    .join('\n')
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Variation_Selector}/gu, '')
    .split('<')
    .map(afterTag)
    .join(' ')
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== '' && !MARKS.has(word));
