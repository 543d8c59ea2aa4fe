/** Everything that was read, in its order: what a loss would show in. */
import type { Imported, PrintedBlock } from './imported.ts';

const linesOf = ({ heading, lines }: PrintedBlock): string[] => [...(heading === null ? [] : [heading]), ...lines];

/** All lines of the text again, empty ones left out. */
export function printedLines({ before, items, after }: Imported): string[] {
  return [...before, ...items.flatMap(({ printed }) => printed), ...after]
    .flatMap(linesOf)
    .filter((line) => line.trim() !== '');
}
