/** A packet's document as the Typst template takes it: everything is decided here, so that the template only sets type. Pure. */
import type { ItemDocument } from '#src/documents/item-document.ts';
import { printModel } from '#src/pdf/print-model.ts';
import { printText } from '#src/pdf/print-text.ts';
import { word } from '#src/words/words.ts';
import type { PacketDocument, PacketItem } from '../document.ts';
import { type BilagRow, bilagRows, type Fact } from './bilag-rows.ts';
import type { BilagStates } from './bilag-state.ts';

export interface PagesGiven {
  /** The number of the edition, as it is printed. */
  edition: number;
  bilag: BilagStates;
}

type ItemPrint = Omit<ReturnType<typeof printModel>, 'bilag'> & { bilag: BilagRow[] };

export interface PrintedItem {
  /** Its place in the packet; items have no other name that all readers may know. */
  id: string;
  number: string | null;
  heading: string;
  openness: 'open' | 'closed';
  mark: string;
  note: string;
  print: ItemPrint;
  bilag: BilagRow[];
  /** What the pages before its bilag say of it. */
  announcement: string;
}

export interface PrintedPart {
  id: string;
  title: string;
  items: PrintedItem[];
}

const words = (key: string): string => word('packet', key);

/** The model of all pages that are the packet's own, apart from page numbers. */
export function pagesModel(document: PacketDocument, { edition, bilag }: PagesGiven) {
  // A heading for each part stands above the items only where there are several.
  const level = document.parts.length > 1 ? 3 : 2;
  const items = document.items.map((item, index) => printedItem(item, index, level, document, bilag));
  const parts: PrintedPart[] = document.parts.map(({ id, title }) => ({
    id,
    title,
    items: items.filter((_, index) => document.items[index]?.part === id),
  }));
  const rows = items.flatMap(({ bilag: own }) => own);
  const heading = printText(document.organName);
  const what = whatOf(document);
  return {
    udkast: document.variant === 'draft',
    title: `${what}: ${heading} ${document.date}`,
    footer: [heading, document.date, words(document.variant)].join(' · '),
    level,
    bilagPages: rows.reduce((sum, { pages }) => sum + pages, 0),
    cover: cover(document, edition, what),
    parts,
    after: afterOf(document, rows),
  };
}
export type PagesModel = ReturnType<typeof pagesModel>;

function whatOf({ scope, paper, parts }: PacketDocument): string {
  if (scope.kind === 'item') return words('item');
  return scope.kind === 'part' && parts[0]?.title.startsWith('Tillæg') ? words('supplement') : words(paper);
}

/** A packet of one item ends with its bilag. */
function afterOf({ scope, members }: PacketDocument, rows: readonly BilagRow[]): { id: string; title: string }[] {
  if (scope.kind === 'item') return [];
  return [
    ...(rows.length > 0 ? [{ id: 'overview', title: words('overview') }] : []),
    ...(members.length > 0 ? [{ id: 'signatures', title: words('signatures') }] : []),
  ];
}

function cover(document: PacketDocument, edition: number, what: string) {
  const { variant, items, scope, place, date, startsAt, endsAt } = document;
  const hasClosed = items.some(({ openness, bilag }) =>
    [openness, ...bilag.map((row) => row.openness)].includes('closed'),
  );
  const warns = variant !== 'public' && hasClosed;
  const kind = variant === 'members' && warns ? 'membersClosed' : variant;
  const fact = (label: string, value: string | null): Fact[] =>
    value === null || value === '' ? [] : [{ label: words(label), value: printText(value) }];
  const [only] = items;
  return {
    municipality: printText(document.municipality ?? ''),
    what: what.toLocaleUpperCase('da'),
    heading: printText(document.organName),
    subject: scope.kind === 'item' && only ? numbered(only.number, printText(only.document.title)) : '',
    facts: [
      ...fact('date', date),
      ...fact('startsAt', startsAt),
      ...fact('endsAt', endsAt),
      ...fact('place', place),
      ...fact('edition', String(edition)),
    ],
    variant: {
      title: words(kind),
      note: [variant === 'members' ? '' : words(`${variant}Note`), warns ? words('membersClosedNote') : '']
        .filter((part) => part !== '')
        .join(' '),
      warns,
    },
    lateReasons: document.parts.flatMap(({ lateReason }) => (lateReason === null ? [] : [printText(lateReason)])),
    members: document.members.map(printText),
  };
}

const numbered = (number: string | null, title: string): string => (number === null ? title : `${number}. ${title}`);
const titleOf = ({ title }: ItemDocument): string => printText(title).trim() || word('print', 'untitled');

function printedItem(
  item: PacketItem,
  index: number,
  level: number,
  { variant }: PacketDocument,
  states: BilagStates,
): PrintedItem {
  const bilag = bilagRows(item, variant, states);
  const heading = titleOf(item.document);
  const belongs = item.number === null ? `${words('ofUnnumbered')} ` : `${words('ofItem')} `;
  return {
    id: String(index + 1),
    number: item.number,
    heading,
    openness: item.openness,
    mark: words('closed'),
    note: printText(item.note ?? ''),
    print: { ...printModel(item.document, false, level), bilag },
    bilag,
    announcement: belongs + numbered(item.number, heading),
  };
}
