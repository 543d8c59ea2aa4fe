/** What differs between two versions of a text, as its readers are shown it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts } from '#src/documents/compare-texts.ts';
import { emptyItemContent, type ItemContent, type SubItem } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';

const words = { type: (code: string) => code, openness: (code: string) => code, availability: (code: string) => code };
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const list = (...items: string[]) => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
});
const subItem = (title: string, start: string | null, participants: string[] = [], text?: string): SubItem => ({
  id: `sub-${title.length}`,
  title,
  start,
  end: null,
  ...(participants.length > 0 && { participants }),
  ...(text !== undefined && { text: richTextOf(text) }),
});

describe('a comparison of versions', () => {
  const before: ItemContent = {
    ...emptyItemContent('decision'),
    title: 'Plan 2024',
    sections: [
      {
        heading: 'Sagsfremstilling',
        body: { type: 'doc', content: [paragraph('Det koster 2 mio. kr.'), list('en', 'to')] },
      },
    ],
  };

  it('is empty for the same text, and for marks that change no word', () => {
    expect(compareTexts(before, structuredClone(before), words)).toEqual([]);
  });

  it('shows changed words in their line, and lines that came or went, under the heading they stand in', () => {
    const body = { type: 'doc' as const, content: [paragraph('Det koster 3 mio. kr.'), list('en', 'to', 'tre')] };
    const after = { ...before, title: 'Plan 2025', sections: [{ heading: 'Sagsfremstilling', body }] };
    const changes = compareTexts(before, after, words);
    expect(changes.map(({ place, heading }) => [place, heading])).toEqual([
      ['title', null],
      ['section', 'Sagsfremstilling'],
      ['section', 'Sagsfremstilling'],
    ]);
    const [, changed, added] = changes;
    expect(changed?.words.filter(({ mark }) => mark !== 'same')).toEqual([
      { text: '2', mark: 'removed' },
      { text: '3', mark: 'added' },
    ]);
    expect(added?.words).toEqual([{ text: 'tre', mark: 'added' }]);
  });

  it('compares a rewritten paragraph with what it was, also where another one was put in before it', () => {
    const text = (...paragraphs: string[]) => ({
      ...before,
      sections: [{ heading: 'Økonomi', body: { type: 'doc' as const, content: paragraphs.map(paragraph) } }],
    });
    const was = text('Udgiften er 1.250.000 kr. i 2024.', 'Den dækkes af kassen.');
    const is = text('Forslaget har været drøftet.', 'Udgiften er 1.350.000 kr. i 2024.', 'Den dækkes af puljen.');
    const marked = compareTexts(was, is, words).map((change) =>
      change.words.filter(({ mark }) => mark !== 'same').map(({ text: word }) => word),
    );
    expect(marked).toEqual([['Forslaget har været drøftet.'], ['1.250.000', '1.350.000'], ['kassen', 'puljen']]);
  });

  it('can be read back to both texts, whatever changes', () => {
    const titles = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ø', '-'), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(titles, titles, (one, other) => {
        fc.pre(one.trim() !== '' && other.trim() !== '' && one !== other);
        const [change] = compareTexts({ ...before, title: one }, { ...before, title: other }, words);
        const without = (mark: string) =>
          change?.words
            .filter((word) => word.mark !== mark)
            .map(({ text }) => text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([one, other]);
      }),
    );
  });

  it('shows a sub-item that came or went, by its time and title, with those who take part and its text', () => {
    const [one, other] = [
      subItem('Ældrepolitik', '09:00'),
      subItem('Værdighedspolitik', '09:30', ['Anna Berg'], 'Kort.'),
    ];
    const came = compareTexts({ ...before, subItems: [one] }, { ...before, subItems: [one, other] }, words);
    expect(came.map(({ place, heading, words: [word] }) => [place, heading, word])).toEqual([
      ['subItem', null, { text: '09.30 Værdighedspolitik', mark: 'added' }],
      ['participants', 'Værdighedspolitik', { text: 'Anna Berg', mark: 'added' }],
      ['subItemText', 'Værdighedspolitik', { text: 'Kort.', mark: 'added' }],
    ]);
    const went = compareTexts({ ...before, subItems: [one, other] }, { ...before, subItems: [one] }, words);
    expect(went.flatMap((change) => change.words.map(({ mark }) => mark))).toEqual(['removed', 'removed', 'removed']);
    expect(compareTexts({ ...before, subItems: [one] }, before, words)).toHaveLength(1);
  });

  it('shows what has changed in a sub-item: its time, its title, its text, who takes part', () => {
    const was = [subItem('Ældrepolitik', '09:00', ['Anna Berg'], 'Det koster 2 mio. kr.'), subItem('Andet', null)];
    const is = [
      subItem('Ældre- og værdighedspolitik', '10:00', ['Anna Berg', 'Bo Lund'], 'Det koster 3 mio. kr.'),
      subItem('Andet', null),
    ];
    const changes = compareTexts({ ...before, subItems: was }, { ...before, subItems: is }, words);
    expect(changes.map(({ place, heading }) => [place, heading])).toEqual([
      ['subItem', null],
      ['participants', 'Ældre- og værdighedspolitik'],
      ['subItemText', 'Ældre- og værdighedspolitik'],
    ]);
    const added = changes.map((change) => change.words.filter(({ mark }) => mark === 'added').map(({ text }) => text));
    expect(added.map((texts) => texts.join('|'))).toEqual(['10.00 Ældre- og værdighedspolitik', ', Bo Lund', '3']);
  });
});
