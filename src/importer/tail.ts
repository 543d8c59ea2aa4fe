/** What stands after the last item: the overview of all attachments and the page where people sign. */
import { isOverview, isSignatures } from './headings.ts';
import type { Imported, ImportedItem, PrintedBlock } from './imported.ts';
import { isPageLine } from './page-marks.ts';

export function blocksAfter(lines: readonly string[]): PrintedBlock[] {
  const blocks: PrintedBlock[] = [];
  for (const line of lines) {
    if (isOverview(line)) blocks.push({ kind: 'overview', heading: line, lines: [] });
    else if (isSignatures(line)) blocks.push({ kind: 'signatures', heading: line, lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

export const endOfItems = (lines: readonly string[], lastStart: number): number => {
  const end = lines.findIndex((line, index) => index > lastStart && (isOverview(line) || isSignatures(line)));
  return end === -1 ? lines.length : end;
};

const written = (blocks: readonly PrintedBlock[], kind: PrintedBlock['kind']): string[] =>
  blocks
    .filter((block) => block.kind === kind)
    .flatMap(({ lines }) => lines.filter((line) => line !== '' && !isPageLine(line)));

/** Where empty lines part the names, a name that was broken at the line's end is one again. */
export function signersIn(after: readonly PrintedBlock[]): string[] {
  const groups: string[][] = [[]];
  for (const line of after.filter(({ kind }) => kind === 'signatures').flatMap(({ lines }) => lines)) {
    if (isPageLine(line)) continue;
    if (line === '') groups.push([]);
    else groups.at(-1)?.push(line);
  }
  const names = groups.filter((group) => group.length > 0);
  return names.length > 1 ? names.map((group) => group.join(' ')) : (names[0] ?? []);
}

/** Each heading (an item's number and title) with the rows below it, whose numbers begin again at 1. */
export function overviewIn(after: readonly PrintedBlock[]): Imported['attachmentOverview'] {
  const groups: Imported['attachmentOverview'] = [];
  const lines = written(after, 'overview');
  lines.forEach((line, index) => {
    const [, number, rest = ''] = /^(\d{1,3})\.\s*(.*)$/.exec(line) ?? [];
    const group = groups.at(-1);
    // An item's title is followed by its first row; a row ends with the document's number or says that it is closed.
    const isRow = /(\(\s*lukket bilag\s*\)|\(?\d{1,7}\/\d{2}\)?)\s*$/i.test(line);
    const firstRowNext = /^1\.\s/.test(lines[index + 1] ?? '');
    if (!isRow && (group === undefined || firstRowNext)) groups.push({ headingRaw: line, rows: [] });
    else if (number !== undefined && group)
      group.rows.push({ seq: Number(number), raw: rest, closed: /lukket/i.test(rest) });
    else if (group) group.rows.push({ seq: null, raw: line, closed: false });
    else groups.push({ headingRaw: '', rows: [{ seq: null, raw: line, closed: false }] });
  });
  return groups;
}

/** Where the overview and an item's own list do not agree. */
export function overviewOddities(overview: Imported['attachmentOverview'], items: readonly ImportedItem[]): string[] {
  return overview.flatMap(({ headingRaw, rows }) => {
    const number = /^(\d{1,3})\./.exec(headingRaw)?.[1];
    const item = items.find((each) => each.number === number);
    if (item === undefined || rows.some(({ seq }) => seq === null)) return [];
    const closed = (of: readonly boolean[]) => of.filter(Boolean).length;
    const agrees =
      item.attachments.length === rows.length &&
      closed(rows.map((row) => row.closed)) <= closed(item.attachments.map(({ openness }) => openness === 'closed'));
    return agrees ? [] : [`Bilagsoversigten til »${headingRaw}« passer ikke med punktets egen bilagsliste.`];
  });
}
