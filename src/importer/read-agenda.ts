/** Reads a published agenda, protocol or single item of Norddjurs Kommune. Nothing of the text is lost, and nothing is corrected. */
import { Refusal } from '#src/errors.ts';
import { looksLikeAgenda } from './agenda-signs.ts';
import { closedAbove } from './closed-above.ts';
import { contentsRows } from './contents.ts';
import { readText } from './decode-text.ts';
import type { Decoded, Encoding } from './encodings.ts';
import { headOf, isHeadish, isHeadLine } from './head.ts';
import { isContents } from './headings.ts';
import type { Imported, ImportedItem, ImportedMeeting, PrintedBlock } from './imported.ts';
import { itemStarts } from './item-starts.ts';
import { haveBareNumbers } from './item-title.ts';
import { linesOf } from './lines.ts';
import { oddThings } from './oddities.ts';
import { groupOpenness, type Openness } from './openness.ts';
import { isPageLine, withoutMark } from './page-marks.ts';
import { readItem } from './read-item.ts';
import { blocksAfter, endOfItems, overviewIn, overviewOddities, signersIn } from './tail.ts';

/**
 * @param bytes of a file, as they are
 * @throws Refusal `import-empty`, `import-too-large`, `import-not-text`, `import-no-agenda`
 */
export const readAgenda = (bytes: Uint8Array): Imported => agendaIn(readText(bytes));

/** The same of a text that has been decoded. @throws Refusal `import-no-agenda` */
export function agendaIn({ text, encoding }: Decoded): Imported {
  const lines = linesOf(text);
  if (!looksLikeAgenda(lines)) throw new Refusal('import-no-agenda', 400);
  const { at: starts, body, listed } = itemStarts(lines);
  const first = starts[0] ?? firstWritten(lines, body);
  const hasHead = body > 0 || lines.slice(0, first).some(isHeadLine);
  const whole = hasHead || starts.length > 1;
  // What stands above a single item is its title, unless it can only be the head of an agenda.
  const from = whole ? first : singleStart(lines, first);
  const bounds = whole ? [from, ...starts.filter((start) => start > from)] : [from];
  const end = endOfItems(lines, bounds.at(-1) ?? from);
  const groups = groupsAt(lines, body, bounds);
  const closed = whole ? closedAbove(lines.slice(0, from)) : new Set<string>();
  const bareNumbers = haveBareNumbers(bounds.map((start) => lines[start] ?? ''));
  const oddities: string[] = [];
  const before = blocksBefore(lines.slice(0, from));
  const head = before.length > 0 ? headOf(before, oddities) : null;
  const items = bounds.map((start, index) =>
    readItem(lines.slice(start, bounds[index + 1] ?? end), {
      meeting: head,
      listed,
      group: groups[index] ?? null,
      closed,
      bareNumbers,
      oddities,
    }),
  );
  const after = blocksAfter(lines.slice(end));
  const decided = items.some(({ rounds }) => rounds.some(({ decisions }) => decisions.length > 0));
  const attachmentOverview = overviewIn(after);
  return {
    documentType: whole ? 'agenda' : decided ? 'item-after-meeting' : 'item-before-meeting',
    meeting: head ?? meetingFrom(items),
    items,
    before,
    after,
    contents: before.filter(({ kind }) => kind === 'contents').flatMap((block) => contentsIn(block)),
    attachmentOverview,
    signaturePage: signersIn(after, head?.members.map(({ raw }) => raw) ?? []),
    oddities: [
      ...encodingOddities(encoding),
      ...oddities,
      ...oddThings(items, before),
      ...overviewOddities(attachmentOverview, items),
    ],
  };
}

/** Bytes of old machines are told apart by their Danish letters only. */
function encodingOddities(encoding: Encoding): string[] {
  const name = { macintosh: 'MacRoman (ældre Mac)', cp850: 'CP850 (DOS)' }[encoding as string];
  return name === undefined ? [] : [`Filens tegn er læst som ${name}; se efter, at æ, ø og å er rigtige.`];
}

/** What the last head over a group of items says above each of the lines. @param bounds ascending */
function groupsAt(lines: readonly string[], body: number, bounds: readonly number[]): (Openness | null)[] {
  let at = body;
  let group: Openness | null = null;
  return bounds.map((bound) => {
    for (; at < bound; at += 1) {
      const line = lines[at] ?? '';
      group = (isPageLine(line) ? groupOpenness(withoutMark(line)) : null) ?? group;
    }
    return group;
  });
}

/** The line where a single item's title begins: below its meeting's name, if that stands above it, otherwise the text's first. */
function singleStart(lines: readonly string[], first: number): number {
  if (!lines.slice(0, first).some(isHeadish)) return firstWritten(lines, 0);
  let from = first;
  while (from > 0 && lines[from - 1] !== '' && !isHeadish(lines[from - 1] ?? '')) from -= 1;
  return from;
}

const firstWritten = (lines: readonly string[], from: number): number => {
  const found = lines.findIndex((line, index) => index >= from && line !== '');
  return found === -1 ? from : found;
};

function blocksBefore(lines: readonly string[]): PrintedBlock[] {
  if (lines.every((line) => line === '')) return [];
  const contents = lines.findIndex(isContents);
  const head: PrintedBlock = {
    kind: 'head',
    heading: null,
    lines: contents === -1 ? [...lines] : lines.slice(0, contents),
  };
  if (contents === -1) return [head];
  return [head, { kind: 'contents', heading: lines[contents] ?? '', lines: lines.slice(contents + 1) }];
}

const contentsIn = ({ lines }: PrintedBlock): Imported['contents'] =>
  contentsRows(lines).map(({ titleRaw, pageRaw }) => ({ titleRaw, pageRaw }));

/** A single item names its meeting in the heading of its decision only, and only if there is one. */
function meetingFrom(items: readonly ImportedItem[]): ImportedMeeting | null {
  const decisions = items.flatMap(({ rounds }) => rounds.flatMap((round) => round.decisions));
  const [decision, ...others] = decisions;
  if (decision === undefined || others.length > 0 || decision.body === '') return null;
  return {
    body: decision.body,
    bodyRaw: decision.organRaw,
    docTypeRaw: null,
    date: decision.date,
    dateRaw: null,
    start: null,
    end: null,
    placeRaw: null,
    members: [],
    absences: [],
  };
}
