/** Documents of packets for tests. */
import type { PacketBilag, PacketDocument, PacketItem } from '#src/packets/document.ts';

export const hash = (n: number): string => n.toString(16).padStart(64, '0');

export const bilag = (label: string, change: Partial<PacketBilag> = {}): PacketBilag => {
  const [item = '1', seq = '1'] = label.split('.');
  return {
    key: `item-${item}.${seq}`,
    seq: Number(seq),
    label,
    title: `Bilag ${label}`,
    docNo: null,
    openness: 'open',
    closedUntil: null,
    by: 'own',
    mainDocument: false,
    availability: null,
    file: { hash: hash(Number(item) * 100 + Number(seq)), name: 'bilag.pdf', size: 10, mime: 'application/pdf' },
    ...change,
  };
};

export const item = (number: string, change: Partial<PacketItem> = {}): PacketItem => ({
  item: `item-${number}`,
  number,
  part: 'agenda',
  openness: 'open',
  closedUntil: null,
  by: 'own',
  note: null,
  bilag: [],
  document: {
    title: `Punkt ${number}`,
    type: 'decision',
    openness: 'open',
    caseNumber: null,
    printedRoute: '',
    sections: [],
    bilag: [],
    rounds: [],
  },
  ...change,
});

export const packet = (items: PacketItem[], change: Partial<PacketDocument> = {}): PacketDocument => ({
  kind: 'packet',
  meeting: 'meeting-1',
  scope: { kind: 'all' },
  variant: 'members',
  paper: 'agenda',
  municipality: 'Norddjurs Kommune',
  organName: 'Økonomiudvalget',
  day: '2023-12-05',
  date: 'Tirsdag den 5. december 2023',
  startsAt: '15.00',
  endsAt: null,
  place: 'Rådhuset',
  members: ['Jan Petersen (A)'],
  parts: [{ id: 'agenda', title: 'Dagsorden', lateReason: null }],
  items,
  ...change,
});
