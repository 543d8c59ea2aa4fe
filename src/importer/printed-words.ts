/** Everything that was read, in its order: what a loss would show in. */
import { isPaperOnly } from './headings.ts';
import type { Imported, PrintedBlock } from './imported.ts';

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

/** The words of lines as they are compared between a text and its print. */
export const wordsIn = (lines: readonly string[]): string[] =>
  lines
    .filter((line) => !isPaperOnly(line))
    .join('\n')
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Variation_Selector}/gu, '')
    .replace(/<[^>]*>/g, ' ')
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== '' && !MARKS.has(word));

/** The words of everything that was read. */
export const wordsOf = (imported: Imported): string[] => wordsIn(printedLines(imported));
