import { describe, expect, it } from 'vitest';
import { packetChanges } from '#src/packets/changes.ts';
import { packetChangesInWords } from '#src/packets/changes-in-words.ts';
import type { PacketDocument, PacketItem } from '#src/packets/document.ts';
import { bilag, hash, item, packet } from './documents.ts';

const inWords = (before: PacketDocument, after: PacketDocument, made?: Set<string>) =>
  packetChangesInWords(packetChanges(before, after, made));
const retitled = (number: string, title: string): PacketItem => {
  const one = item(number);
  return { ...one, document: { ...one.document, title } };
};
const file = (n: number) => ({ hash: hash(n), name: 'ny.pdf', size: 11, mime: 'application/pdf' });

describe('What has changed since the last edition of a packet', () => {
  it('is said of the bilag and items that are new, replaced, changed or gone, as the readers call them', () => {
    const before = packet([
      item('1', { bilag: [bilag('1.1'), bilag('1.2')] }),
      item('2', { bilag: [bilag('2.1')] }),
      item('3'),
    ]);
    const after = packet([
      item('1', { bilag: [bilag('1.1', { title: 'Ny titel' }), bilag('1.3')] }),
      item('2', { bilag: [bilag('2.1', { file: file(9) })] }),
      item('4'),
    ]);
    expect(inWords(before, after)).toBe(
      'Bilag 1.1 ændret i oversigten, bilag 1.3 nyt, bilag 1.2 taget ud, bilag 2.1 erstattet, punkt 4 nyt, punkt 3 taget af.',
    );
  });

  it('is nothing where both print alike', () => {
    const one = packet([item('1', { bilag: [bilag('1.1')] })]);
    expect(packetChanges(one, structuredClone(one))).toEqual([]);
    expect(packetChangesInWords([])).toBe('');
  });

  it('is one thing for each item: closed before struck before changed before decided', () => {
    const rounds: PacketItem['document']['rounds'] = [
      {
        recommendation: null,
        decisions: [{ organName: 'ØU', date: '2023-12-05', text: { type: 'doc', content: [] }, absences: [] }],
      },
    ];
    const before = packet(['1', '2', '3', '4'].map((number) => item(number)));
    const after = packet([
      { ...retitled('1', 'Lukket punkt'), openness: 'closed' },
      retitled('2', 'Punkt 2 – udgår'),
      retitled('3', 'Et andet navn'),
      { ...item('4'), document: { ...item('4').document, rounds } },
    ]);
    expect(inWords(before, after)).toBe('Punkt 1 lukket, punkt 2 udgår, punkt 3 ændret, beslutning til punkt 4.');
  });

  it('names a supplement as a whole and not its items, and a reason that has come', () => {
    const before = packet([item('1')]);
    const after = packet([item('1'), item('2', { part: 'part-2' }), item('3', { part: 'part-2' })], {
      parts: [
        { id: 'agenda', title: 'Dagsorden', lateReason: 'Travlhed' },
        { id: 'part-2', title: 'Tillægsdagsorden', lateReason: null },
      ],
    });
    expect(inWords(before, after)).toBe('Begrundelse for sen udsendelse kommet til, Tillægsdagsorden kommet til.');
  });

  it('says which items have another number, and that the meeting is at another time', () => {
    const before = packet([item('1'), item('2')]);
    const after = packet(
      [
        item('1', { item: 'item-2', document: item('2').document }),
        item('2', { item: 'item-1', document: item('1').document }),
      ],
      { startsAt: '16.00' },
    );
    expect(inWords(before, after)).toBe(
      'Mødets tid, sted eller medlemmer ændret, punkt 1 var før punkt 2, punkt 2 var før punkt 1.',
    );
  });

  it('finds an item of which the public knows no more than its number again by that', () => {
    const closed = (title: string) => ({ ...retitled('2', title), item: null, openness: 'closed' as const });
    const before = packet([item('1'), closed('Lukket punkt')], { variant: 'public' });
    expect(packetChanges(before, structuredClone(before))).toEqual([]);
    expect(inWords(before, packet([item('1'), closed('Salg af jord')], { variant: 'public' }))).toBe('Punkt 2 ændret.');
  });

  it('says of a bilag of which no PDF could be made that it is there now', () => {
    const one = packet([item('1', { bilag: [bilag('1.1')] })]);
    expect(inWords(one, one, new Set(['item-1.1']))).toBe('Bilag 1.1 er kommet med.');
  });

  it('names twelve and counts the rest', () => {
    const many = Array.from({ length: 15 }, (_, n) => item(String(n + 1)));
    expect(inWords(packet([]), packet(many))).toMatch(/^Punkt 1 nyt, .*punkt 12 nyt og 3 ændringer mere\.$/);
  });
});
