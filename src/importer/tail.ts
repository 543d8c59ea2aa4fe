/** What stands after the last item: the overview of all attachments and the page where people sign. */
import { isOverview, isSignatures } from './headings.ts';
import type { Imported, ImportedItem, PrintedBlock } from './imported.ts';
import { numberedTitle } from './numbered-title.ts';
import { isPageLine } from './page-marks.ts';

/** @param lines behind the last item */
export function blocksAfter(lines: readonly string[]): PrintedBlock[] {
  const blocks: PrintedBlock[] = [];
  for (const line of lines) {
    if (isOverview(line)) blocks.push({ kind: 'overview', heading: line, lines: [] });
    else if (isSignatures(line)) blocks.push({ kind: 'signatures', heading: line, lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

/** The first line that belongs to no item any more; the number of lines where all do. @param lastStart where the last item begins */
export const endOfItems = (lines: readonly string[], lastStart: number): number => {
  const end = lines.findIndex((line, index) => index > lastStart && (isOverview(line) || isSignatures(line)));
  return end === -1 ? lines.length : end;
};

const written = (blocks: readonly PrintedBlock[], kind: PrintedBlock['kind']): string[] =>
  blocks
    .filter((block) => block.kind === kind)
    .flatMap(({ lines }) => lines.filter((line) => line !== '' && !isPageLine(line)));

const bare = (name: string): string => name.replace(/\s+/g, '').toLowerCase();

/**
 * One name to a line; one that was broken at the line's end is one again.
 * @param members as the head lists them
 */
export function signersIn(after: readonly PrintedBlock[], members: readonly string[]): string[] {
  const known = new Set(members.map(bare));
  const lines = after.filter(({ kind }) => kind === 'signatures').flatMap((block) => block.lines);
  const signers: string[] = [];
  let parted = true;
  for (const [at, line] of lines.entries()) {
    if (isPageLine(line)) continue;
    const last = signers.at(-1);
    // A single word below a name, alone between two empty lines with it, is the rest of it.
    const rest = !parted && lines[at - 2] === '' && !lines[at + 1] && /^\p{Lu}\S+$/u.test(line);
    if (line !== '' && last !== undefined && (known.has(bare(last + line)) || (rest && !known.has(bare(last)))))
      signers[signers.length - 1] = `${last} ${line}`;
    else if (line !== '') signers.push(line);
    parted = line === '';
  }
  return signers;
}

/** A row ends with the document's number, or says that it is closed. */
const isRow = (line: string): boolean => /(\(\s*lukket bilag\s*\)|\(?\d{1,7}\/\d{2}\)?)\s*$/i.test(line);
/** How many lines an item's title may have here. */
const HEADING_LINES = 4;

/** Each heading (an item's number and title, perhaps over some lines) with the rows below it, whose numbers begin again at 1. */
export function overviewIn(after: readonly PrintedBlock[]): Imported['attachmentOverview'] {
  const groups: Imported['attachmentOverview'] = [];
  const lines = written(after, 'overview');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, number, rest = ''] = /^(\d{1,3})\.\s*(.*)$/.exec(line) ?? [];
    const group = groups.at(-1);
    const length = headingLength(lines, at);
    if (!isRow(line) && (group === undefined || length > 0)) {
      groups.push({ headingRaw: lines.slice(at, at + Math.max(1, length)).join(' '), rows: [] });
      at += Math.max(1, length) - 1;
    } else if (number !== undefined && group)
      group.rows.push({ seq: Number(number), raw: rest, closed: /lukket/i.test(rest) });
    else if (group) group.rows.push({ seq: null, raw: line, closed: false });
    else groups.push({ headingRaw: '', rows: [{ seq: null, raw: line, closed: false }] });
  }
  return groups;
}

/** How many lines from here on stand above a row with the number 1, the first of them with a number of its own; 0 where none do. */
function headingLength(lines: readonly string[], at: number): number {
  for (let length = 1; length <= HEADING_LINES; length += 1) {
    const below = lines[at + length] ?? '';
    if (/^1\.\s/.test(below)) return length === 1 || /^(\d{1,3}[a-z]?\.|punkt\s)/i.test(lines[at] ?? '') ? length : 0;
    if (below === '' || isRow(below) || /^\d{1,3}\.\s/.test(below)) return 0;
  }
  return 0;
}

/** Where the overview and an item's own list do not agree. */
export function overviewOddities(overview: Imported['attachmentOverview'], items: readonly ImportedItem[]): string[] {
  return overview.flatMap(({ headingRaw, rows }) => {
    const number = numberedTitle(headingRaw)?.number;
    const item = items.find((each) => number !== undefined && each.number === number);
    if (item === undefined || rows.some(({ seq }) => seq === null)) return [];
    const closed = (of: readonly boolean[]) => of.filter(Boolean).length;
    const agrees =
      item.attachments.length === rows.length &&
      closed(rows.map((row) => row.closed)) <= closed(item.attachments.map(({ openness }) => openness === 'closed'));
    return agrees ? [] : [`Bilagsoversigten til »${headingRaw}« passer ikke med punktets egen bilagsliste.`];
  });
}
