/** What readers of each variant get: no word of what is closed leaves in a public packet. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyItemContent } from '#src/documents/item-content.ts';
import { itemDocument } from '#src/documents/item-document.ts';
import { opennessHere } from '#src/documents/openness-here.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { itemForReaders } from '#src/packets/content/reader.ts';
import { PacketItem } from '#src/packets/document.ts';
import { decidedBefore } from '#src/queries/printed-meeting.ts';
import { isClosed, type MadeUpItem, madeUp, madeUpItem, ORGAN, sha256, TODAY } from './made-up-items.ts';

const situation = { organ: ORGAN, today: TODAY };

const itemIsClosed = ({ marked: { opennessIn: _, ...marked }, laterClosed }: MadeUpItem): boolean =>
  isClosed(marked) || (laterClosed && isClosed({ ...marked, openness: 'closed' }));
const rowIsClosed = ({ rows, closedLater }: MadeUpItem, index: number): boolean => {
  const { marked, hasFile } = rows[index] as MadeUpItem['rows'][number];
  return (
    isClosed(marked) ||
    (hasFile && closedLater.includes(index) && isClosed({ ...marked, openness: 'closed', opennessIn: [] }))
  );
};

describe('The public', () => {
  it('gets no word of a closed item, and nothing of a closed bilag but its number and a title that may be shown', () => {
    fc.assert(
      fc.property(madeUpItem, (made) => {
        const item = PacketItem.parse(itemForReaders(madeUp(3, made), 'public', situation));
        const text = JSON.stringify(item);
        if (itemIsClosed(made)) {
          expect(text).not.toMatch(/p3b?\d*-|item-3|docx|9876/);
          for (let row = 1; row <= made.rows.length; row++) expect(text).not.toContain(sha256(`p3b${row}-`));
          expect(item.document.title.replace(' – udgår', '')).toBe(
            made.publicTitle ? 'offentlig titel 3' : 'Lukket punkt',
          );
          expect(text.includes('offentlig beslutning 3')).toBe(made.publicText);
          return;
        }
        for (const [index, row] of made.rows.entries()) {
          const name = `p3b${index + 1}-`;
          const found = [...text.matchAll(new RegExp(`${name}[a-zA-Z]*`, 'g'))].map(([word]) => word);
          const kept = item.bilag.find(({ seq }) => seq === index + 1);
          if (!rowIsClosed(made, index)) {
            expect(kept?.title).toBe(`${name}titel`);
            continue;
          }
          expect(kept).toBeUndefined();
          expect(found).toEqual(row.titlePublic ? [`${name}titel`] : []);
          expect(text).not.toContain(sha256(name));
          expect(text).not.toContain(String(987_601 + index));
        }
        // The numbers stay, so that nobody takes a closed one for missing.
        expect(item.document.bilag.map(({ seq }) => seq)).toEqual(made.rows.map((_, index) => index + 1));
      }),
      { numRuns: 500 },
    );
  });
});

describe.each(['members', 'draft'] as const)('A %s packet', (variant) => {
  it('holds every item and bilag with its text, closed ones marked and said until when', () => {
    fc.assert(
      fc.property(madeUpItem, (made) => {
        const given = madeUp(3, made);
        const item = PacketItem.parse(itemForReaders(given, variant, situation));
        expect(item.item).toBe('item-3');
        expect(item.openness).toBe(itemIsClosed(made) ? 'closed' : 'open');
        expect(item.bilag.map(({ openness }) => openness)).toEqual(
          made.rows.map((_, index) => (rowIsClosed(made, index) ? 'closed' : 'open')),
        );
        for (const row of item.bilag) {
          expect(row.closedUntil === null || row.closedUntil > TODAY).toBe(true);
          expect(row.file?.hash).toBe(given.content.bilag[row.seq - 1]?.file?.hash);
        }
        expect(JSON.stringify(item.document)).toContain('p3-tekst');
        expect(new Set(item.bilag.map(({ key }) => key)).size).toBe(item.bilag.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('Openness', () => {
  const at = (marked: Parameters<typeof opennessHere>[0]) => opennessHere(marked, situation);

  it('of the organ goes before the bilag’s own, and a date opens what either closes', () => {
    expect(at({ openness: 'open', opennessIn: [{ organ: ORGAN, openness: 'closed' }] })).toEqual({
      openness: 'closed',
      closedUntil: null,
      by: 'organ',
    });
    expect(at({ openness: 'closed', opennessIn: [{ organ: ORGAN, openness: 'open' }] }).openness).toBe('open');
    expect(at({ openness: 'closed', closedUntil: TODAY })).toMatchObject({ openness: 'open', by: 'date' });
  });

  it('lasts to the end of the day before the date', () => {
    expect(at({ openness: 'closed', closedUntil: '2024-03-02' })).toEqual({
      openness: 'closed',
      closedUntil: '2024-03-02',
      by: 'own',
    });
  });

  it('of another organ says nothing here', () => {
    expect(at({ openness: 'closed', opennessIn: [{ organ: 'organ-dir', openness: 'open' }] }).openness).toBe('closed');
  });
});

it('two rows with one number have a name each', () => {
  const given = madeUp(1, {
    marked: { openness: 'open' },
    laterClosed: false,
    rows: [1, 2].map(() => ({ marked: { openness: 'open' as const }, titlePublic: true, hasFile: true, raw: false })),
    closedLater: [],
    publicTitle: false,
    publicText: false,
    struck: false,
  });
  const bilag = given.content.bilag.map((row) => ({ ...row, seq: 7 }));
  const item = itemForReaders({ ...given, content: { ...given.content, bilag } }, 'public', situation);
  expect(item.bilag.map(({ key }) => key)).toEqual(['item-1.7', 'item-1.7.2']);
});

it('an agenda is the same after an item without a recommendation has been decided', () => {
  const content = { ...emptyItemContent('orientation'), title: 'Eventuelt' };
  const decision = { organName: 'Direktionen', date: '2023-06-07', text: richTextOf('Intet.'), absences: [] };
  const before = { context: { treatments: [] } } as never;
  const after = { context: { treatments: [{ meeting: 'meeting-1' }] } } as never;
  const open = decidedBefore(itemDocument(content), before, 'meeting-1', 'agenda');
  const decided = itemDocument(content, [decision]);
  expect(decidedBefore(decided, after, 'meeting-1', 'agenda')).toEqual(open);
  expect(decidedBefore(decided, after, 'meeting-1', 'protocol').rounds).toHaveLength(1);
});

it('an agenda keeps the recommendation of a later round once it is decided, and earlier papers never get it', () => {
  const clauses = (clause: string) => ({ lead: 'Det indstilles, at', clauses: [clause] });
  const decision = (organName: string) => ({ organName, date: '2024-02-29', text: richTextOf('Ja.'), absences: [] });
  const content = { ...emptyItemContent('decision'), title: 'Plan', recommendation: clauses('planen godkendes.') };
  const decided = [decision('Økonomiudvalget'), decision('Kommunalbestyrelsen')];
  const orientation = clauses('Hovedudvalget orienteres.');
  const treatments = (...meetings: string[]) => ({ context: { treatments: meetings.map((meeting) => ({ meeting })) } });
  const then = treatments('meeting-oek', 'meeting-kb') as never;
  const now = treatments('meeting-oek', 'meeting-kb', 'meeting-hu') as never;
  const asked = itemDocument(content, decided, [{ recommendation: orientation, decisions: [] }]);
  const after = itemDocument(content, decided, [
    { recommendation: orientation, decisions: [decision('Hovedudvalget')] },
  ]);
  const agenda = decidedBefore(asked, then, 'meeting-hu', 'agenda');
  expect(agenda.rounds.at(-1)).toEqual({ recommendation: orientation, decisions: [] });
  expect(decidedBefore(after, now, 'meeting-hu', 'agenda')).toEqual(agenda);
  expect(decidedBefore(after, now, 'meeting-hu', 'protocol').rounds.at(-1)?.decisions).toHaveLength(1);
  for (const [document, history] of [
    [asked, then],
    [after, now],
  ] as const) {
    expect(decidedBefore(document, history, 'meeting-kb', 'protocol').rounds).toHaveLength(1);
    expect(decidedBefore(document, history, 'meeting-oek', 'agenda').rounds[0]?.decisions).toEqual([]);
  }
});
