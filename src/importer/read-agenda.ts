/** Reads a published agenda, protocol or single item of Norddjurs Kommune. Nothing of the text is lost, and nothing is corrected. */
import { Refusal } from '#src/errors.ts';
import { dateIn, timeIn } from './dates.ts';
import { decodeText, linesOf } from './decode-text.ts';
import {
  absenceLabel,
  caseNumberLine,
  decisionHeading,
  isContents,
  isOverview,
  isRecommendation,
  isRouteHeading,
  isSectionHeading,
  isSignatures,
  opennessLine,
} from './headings.ts';
import type { Imported, ImportedItem, ImportedMeeting, ImportedMember, PrintedBlock } from './imported.ts';
import { abbreviationOf } from './organs.ts';
import { readItem } from './read-item.ts';

const NUMBERED = /^\d{1,3}(?:\.[a-z0-9]{1,2})?\.\s+\S/;
/** A title may run over some lines, never over many. */
const TITLE_LINES = 5;

/**
 * @param bytes of a file, as they are
 * @throws Refusal `import-empty`, `import-too-large`, `import-not-text`, `import-no-agenda`
 */
export function readAgenda(bytes: Uint8Array): Imported {
  const lines = linesOf(decodeText(bytes));
  const starts = itemStarts(lines);
  const whole = lines.some(isContents) || starts.length > 1;
  const firstStart = starts[0] ?? (looksLikeItem(lines) ? 0 : -1);
  if (firstStart === -1 || !looksLikeItem(lines)) throw new Refusal('import-no-agenda', 400);
  const from = whole ? firstStart : Math.min(firstStart, firstWritten(lines));
  const end = endOfItems(lines, starts.at(-1) ?? firstStart);
  const oddities: string[] = [];
  const before = blocksBefore(lines.slice(0, from));
  const meeting = whole || before.length > 0 ? headOf(before, oddities) : null;
  const year = meeting?.date ? Number(meeting.date.slice(0, 4)) : null;
  const bounds = whole ? starts : [from];
  const items = bounds.map((start, index) => readItem(lines.slice(start, bounds[index + 1] ?? end), year, oddities));
  const after = blocksAfter(lines.slice(end));
  const decided = items.some(({ rounds }) => rounds.some(({ decisions }) => decisions.length > 0));
  return {
    documentType: whole ? 'agenda' : decided ? 'item-after-meeting' : 'item-before-meeting',
    meeting: meeting ?? meetingFrom(items),
    items,
    before,
    after,
    contents: contentsOf(before),
    signaturePage: after
      .filter(({ kind }) => kind === 'signatures')
      .flatMap(({ lines: names }) => names.filter((line) => line !== '')),
    oddities: [...oddities, ...oddThings(items, before)],
  };
}

const firstWritten = (lines: readonly string[]): number =>
  Math.max(
    0,
    lines.findIndex((line) => line !== ''),
  );

/** At least two of the things that every agenda has. */
function looksLikeItem(lines: readonly string[]): boolean {
  const signs = [
    lines.some((line) => opennessLine(line) !== null),
    lines.some(isRouteHeading),
    lines.some((line) => isSectionHeading(line)),
    lines.some(isRecommendation),
    lines.some((line) => decisionHeading(line) !== null),
  ];
  return signs.filter(Boolean).length >= 2;
}

/** Where items begin: at the title above the line that says whether the case is open; or at a number above a heading. */
function itemStarts(lines: readonly string[]): number[] {
  const starts: number[] = [];
  // Older protocols do not say whether a case is open: there, and only there, a number above a heading begins an item.
  const saysOpenness = lines.some((line) => opennessLine(line) !== null);
  lines.forEach((line, index) => {
    const next = lines.slice(index + 1).find((each) => each !== '') ?? '';
    const headed = !saysOpenness && NUMBERED.test(line) && (isRouteHeading(next) || isSectionHeading(next));
    const start = opennessLine(line) ? titleAbove(lines, index) : headed ? index : null;
    if (start !== null && start > (starts.at(-1) ?? -1)) starts.push(start);
  });
  return starts;
}

function titleAbove(lines: readonly string[], openness: number): number | null {
  let at = openness - 1;
  while (at >= 0 && (lines[at] === '' || caseNumberLine(lines[at] ?? '') !== null)) at -= 1;
  if (at < 0) return null;
  for (let back = at; back >= 0 && back > at - TITLE_LINES && lines[back] !== ''; back -= 1) {
    if (NUMBERED.test(lines[back] ?? '')) return back;
  }
  return at;
}

const endOfItems = (lines: readonly string[], lastStart: number): number => {
  const end = lines.findIndex((line, index) => index > lastStart && (isOverview(line) || isSignatures(line)));
  return end === -1 ? lines.length : end;
};

function blocksBefore(lines: readonly string[]): PrintedBlock[] {
  if (lines.every((line) => line === '')) return [];
  const contents = lines.findIndex(isContents);
  const head = contents === -1 ? lines : lines.slice(0, contents);
  return [
    { kind: 'head', heading: null, lines: [...head] },
    ...(contents === -1
      ? []
      : [{ kind: 'contents' as const, heading: lines[contents] ?? '', lines: lines.slice(contents + 1) }]),
  ];
}

function blocksAfter(lines: readonly string[]): PrintedBlock[] {
  const blocks: PrintedBlock[] = [];
  for (const line of lines) {
    if (isOverview(line)) blocks.push({ kind: 'overview', heading: line, lines: [] });
    else if (isSignatures(line)) blocks.push({ kind: 'signatures', heading: line, lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

const LABEL =
  /^(Sted|Dato|Start kl\.?|Slut kl\.?|Medlemmer|Mødedeltagere|Fraværende|Afbud|Mødenr\.?|Møde nr\.?|Formand)\s*:\s*(.*)$/i;
const DOC_TYPE = /^(tillægs)?(dagsorden|beslutningsprotokol|beslutningsreferat|referat|protokol)$/i;

function headOf(before: readonly PrintedBlock[], oddities: string[]): ImportedMeeting {
  const lines = before
    .filter(({ kind }) => kind === 'head')
    .flatMap((block) => block.lines.filter((line) => line !== ''));
  const docTypeRaw = lines.find((line) => DOC_TYPE.test(line)) ?? null;
  const bodyRaw = lines.find((line) => !DOC_TYPE.test(line) && !LABEL.test(line)) ?? null;
  const value = (label: RegExp) => {
    const raw = lines.map((line) => LABEL.exec(line)).find((found) => label.test(found?.[1] ?? ''))?.[2] ?? null;
    return raw === '' ? null : raw;
  };
  const dateRaw = value(/^dato$/i);
  const date = dateRaw === null ? null : dateIn(dateRaw);
  if (dateRaw !== null && date === null) oddities.push(`Mødets dato »${dateRaw}« kunne ikke læses.`);
  const start = value(/^start/i);
  const end = value(/^slut/i);
  return {
    body: bodyRaw === null ? null : abbreviationOf(bodyRaw),
    bodyRaw,
    docTypeRaw,
    date,
    dateRaw,
    start: start === null ? null : timeIn(start),
    end: end === null ? null : timeIn(end),
    placeRaw: value(/^sted$/i),
    members: membersIn(lines),
    absences: lines.flatMap((line) => {
      const found = absenceLabel(line);
      return found && found.rest !== ''
        ? [{ label: found.label, people: [{ raw: found.rest, name: found.rest, note: null }] }]
        : [];
    }),
  };
}

function membersIn(lines: readonly string[]): ImportedMember[] {
  const from = lines.findIndex((line) => /^(medlemmer|mødedeltagere)\s*:/i.test(line));
  if (from === -1) return [];
  const first = LABEL.exec(lines[from] ?? '')?.[2] ?? '';
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => LABEL.test(line));
  return [first, ...rest.slice(0, to === -1 ? rest.length : to)].filter((raw) => raw !== '').map(memberOf);
}

const OFFICE = /^((?:\S+\s+){0,3}?\S*(?:direktør|chef|leder|formand|borgmester|sekretær|konsulent))\s+(.+)$/i;
function memberOf(raw: string): ImportedMember {
  const [, title = null, name = raw] = OFFICE.exec(raw) ?? [];
  const vacant = /^vakant$/i.test(name.trim());
  return { raw, title, name: vacant ? null : name, vacant };
}

/** A single item names its meeting in the heading of its decision only. */
function meetingFrom(items: readonly ImportedItem[]): ImportedMeeting | null {
  const decision = items[0]?.rounds[0]?.decisions[0];
  if (decision === undefined) return null;
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

const ROW = /^(.*?)(?:\s*\.{2,}\s*|\t|\s{2,})(\d{1,3})$/;
const contentsOf = (before: readonly PrintedBlock[]): Imported['contents'] =>
  before
    .filter(({ kind }) => kind === 'contents')
    .flatMap(({ lines }) =>
      lines.flatMap((line) =>
        ROW.test(line) ? [{ titleRaw: ROW.exec(line)?.[1] ?? '', pageRaw: ROW.exec(line)?.[2] ?? '' }] : [],
      ),
    );

/** What a reader should look at twice. */
function oddThings(items: readonly ImportedItem[], before: readonly PrintedBlock[]): string[] {
  const text = items.flatMap(({ printed }) => printed.flatMap(({ lines }) => lines)).join('\n');
  return [
    ...(/<[a-z][^>]*>/i.test(text) ? ['Der er rester af HTML i teksten; de er taget ud, hvor den vises.'] : []),
    ...(before.some(({ lines }) => lines.some((line) => /\bvakant\b/i.test(line)))
      ? ['Et medlem er »Vakant«: stillingen er ubesat.']
      : []),
    ...items.flatMap(({ title, route }) =>
      route.raw !== '' && route.stops.length === 0
        ? [`»${title}«: sagsgangen »${route.raw}« nævner ingen kendte organer.`]
        : [],
    ),
    ...items.flatMap(({ title, attachments }) =>
      attachments.flatMap((row, index) =>
        row.seq === index + 1 ? [] : [`»${title}«: bilag ${row.seq} står som nummer ${index + 1}.`],
      ),
    ),
    ...items.flatMap(({ title, sections }) =>
      sections.flatMap(({ table }) =>
        (table?.slots ?? [])
          .filter(({ rawTime }) => /^\d{1,2}\.\s/.test(rawTime))
          .map(({ rawTime }) => `»${title}«: »${rawTime}« har et listenummer foran tiden.`),
      ),
    ),
  ];
}
