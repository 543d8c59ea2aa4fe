/** Packets for the tests of their pages. */

import type { BilagState } from '#src/packets/content/bilag-state.ts';
import type { PacketBilag, PacketDocument, PacketItem, Variant } from '#src/packets/document.ts';
import { agenda004, emptyDocument } from '../pdf/documents.ts';
import { sha256 } from './made-up-items.ts';

const fileOf = (key: string, name: string) => ({ hash: sha256(key), name, size: 1_000, mime: 'application/pdf' });

export function bilagOf(item: number, seq: number, title: string, said: Partial<PacketBilag> = {}): PacketBilag {
  const key = `item-${item}.${seq}`;
  return {
    openness: 'open',
    closedUntil: null,
    by: 'own',
    key,
    seq,
    label: `${item}.${seq}`,
    title,
    docNo: null,
    mainDocument: false,
    availability: null,
    file: fileOf(key, `${title.slice(0, 40) || 'fil'}.pdf`),
    ...said,
  };
}

export function itemOf(
  n: number,
  document: PacketItem['document'],
  bilag: PacketBilag[],
  said: Partial<PacketItem> = {},
): PacketItem {
  return {
    openness: document.openness,
    closedUntil: null,
    by: 'own',
    item: `item-${n}`,
    number: String(n),
    part: 'agenda',
    note: null,
    document: {
      ...document,
      bilag: bilag.map(({ seq, title, openness, docNo, mainDocument }) => ({
        seq,
        title: title.trim().slice(0, 500),
        openness,
        docNo,
        mainDocument,
        docId: null,
        titlePublic: true,
      })),
    },
    bilag,
    ...said,
  };
}

export function packetOf(items: PacketItem[], said: Partial<PacketDocument> = {}): PacketDocument {
  return {
    kind: 'packet',
    meeting: 'meeting-1',
    scope: { kind: 'all' },
    variant: 'members',
    paper: 'agenda',
    municipality: 'Norddjurs Kommune',
    organName: 'Kommunalbestyrelsen',
    day: '2024-03-12',
    date: 'Tirsdag den 12. marts 2024',
    startsAt: '17.00',
    endsAt: '20.00',
    place: 'Byrådssalen, Torvet 3, Grenaa',
    members: [],
    parts: [{ id: 'agenda', title: 'Dagsorden', lateReason: null }],
    items,
    ...said,
  };
}

/** Every bilag with a file has so many pages. */
export const withPages = ({ items }: PacketDocument, pages: number): Map<string, BilagState> =>
  new Map(items.flatMap(({ bilag }) => bilag.flatMap(({ key, file }) => (file ? [[key, { pages }] as const] : []))));

const COUNCIL = [
  'Borgmester Kasper Juncher Bjerregaard (A), formand',
  ...Array.from({ length: 26 }, (_, n) => `Medlem Nummer ${n + 2} Efternavnsen (${'ABCFOV'[n % 6]})`),
];

/** What the public gets of it, as src/packets/content/reader.ts makes it. */
function toPublic({ document, bilag, ...item }: PacketItem): PacketItem {
  if (item.openness === 'closed')
    return {
      ...item,
      item: null,
      document: { ...emptyDocument, openness: 'closed', title: 'Ejendomssag', printedRoute: '' },
      bilag: [],
    };
  const rows = document.bilag.map((row) =>
    row.openness === 'closed' ? { ...row, title: '', titlePublic: false, docNo: null, mainDocument: false } : row,
  );
  return {
    ...item,
    document: { ...document, bilag: rows },
    bilag: bilag.filter(({ openness }) => openness === 'open'),
  };
}

/** A meeting as a secretary knows it: open and closed, a bilag that failed, one that follows, one without a file. */
export function usualPacket(variant: Variant = 'members'): {
  document: PacketDocument;
  bilag: Map<string, BilagState>;
} {
  const items = [
    itemOf(1, { ...emptyDocument, title: 'Godkendelse af dagsorden', printedRoute: 'KB' }, []),
    itemOf(2, agenda004(1), [
      bilagOf(2, 1, 'Udmøntningsplan for velfærdsaftalen', { docNo: '62688/23', mainDocument: true }),
      bilagOf(2, 2, 'Høringssvar fra Ældrerådet, Handicaprådet og de lokale bestyrelser, samlet og kommenteret'),
      bilagOf(2, 3, 'Økonomisk oversigt 2024-2027.xlsx', { docNo: '62690/23' }),
      bilagOf(2, 4, 'Notat om ejendomsvurderinger', { openness: 'closed', closedUntil: '2024-07-01' }),
    ]),
    itemOf(3, { ...emptyDocument, title: 'Køb af areal ved Åbyvej', openness: 'closed', caseNumber: '23/9260' }, [
      bilagOf(3, 1, 'Købsaftale', { openness: 'closed' }),
      bilagOf(3, 2, 'Vurderingsrapport', { openness: 'closed', file: null, availability: 'to-follow' }),
      bilagOf(3, 3, 'Kort over arealet', { file: null }),
    ]),
    itemOf(4, { ...emptyDocument, title: 'Eventuelt' }, [], { note: 'Udsendt efter fristen: Sagen kunne ikke vente.' }),
  ];
  const document = packetOf(variant === 'public' ? items.map(toPublic) : items, { variant, members: COUNCIL });
  const bilag = withPages(document, 7);
  bilag.set('item-2.1', { pages: 34 });
  bilag.set('item-2.3', {
    failure:
      '»Økonomisk oversigt 2024-2027.xlsx« er beskyttet med adgangskode og kan ikke åbnes. Gem en udgave uden adgangskode, og vedhæft den i stedet.',
  });
  return { document, bilag };
}

/** Forty items, sixty bilag, titles as they are and as nobody would write them. */
export function largePacket(): PacketDocument {
  const long = 'Forvaltningsdirektørområdechefassistentstillingsopslagsudvalgsformandskab'.repeat(6);
  const titles = [
    'Notat',
    `${'Et meget langt navn på et bilag '.repeat(16)}`.slice(0, 500),
    long.slice(0, 500),
    'Notat',
  ];
  const items = Array.from({ length: 40 }, (_, n) =>
    itemOf(
      n + 1,
      n % 5 === 0 ? agenda004(2) : { ...emptyDocument, title: `Punkt om ${titles[n % 4]}`.slice(0, 300) },
      Array.from({ length: n % 4 }, (__, m) => bilagOf(n + 1, m + 1, titles[(n + m) % 4] as string)),
    ),
  );
  return packetOf(items, { members: Array.from({ length: 400 }, (_, n) => `Medlem Nummer ${n} (A)`) });
}
