import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordChanges } from '#src/documents/word-changes.ts';
import { firstWords, lastWords, wordTokens } from '#src/documents/word-tokens.ts';

/** What a reader reads as one figure. */
const FIGURES = [
  '1.250.000',
  '12,5',
  '-3,5',
  '1 250 000',
  '1\u00a0250\u00a0000,50',
  '89 12 34 56',
  '15:00',
  '15.30',
  '12-05-2023',
  '12.05.2023',
  '2023-05-12',
  '12/5-2023',
  '3. maj 2024',
  '12. dec',
  '1.-3. juni 2025',
  'maj 2024',
  '23/9260',
  '330-2018-3619',
  '27.00.00-G01-170-23',
  '§ 10, stk. 2',
  '§ 10',
  '§§ 3-5',
  '§ 19 a, stk. 2, nr. 3',
  '§ 27, stk. 1, 2. pkt.',
  'art. 6, stk. 1, litra e',
  '7.-10',
  '10b',
  '2024-2027',
  '½',
];

const marked = (before: string, after: string, mark: string) =>
  wordChanges(before, after).flatMap((part) => (part.mark === mark ? [part.text] : []));

describe('A comparison by words', () => {
  it.each(FIGURES)('reads %s as one', (figure) => {
    expect(wordTokens(`Beløbet ${figure} fremgår.`)).toContain(figure);
  });

  it('marks the whole figure where one digit of it has changed', () => {
    const rows: [string, string][] = [
      ['1.250.000', '1.350.000'],
      ['12,5', '12,75'],
      ['§ 10, stk. 2', '§ 10, stk. 3'],
      ['3. maj 2024', '3. juni 2024'],
      ['12-05-2023', '13-05-2023'],
      ['1 250 000', '1 250 500'],
      ['15.00', '15.30'],
      ['23/9260', '23/9261'],
    ];
    for (const [was, is] of rows) {
      const [before, after] = [`Det er ${was}, og det gælder.`, `Det er ${is}, og det gælder.`];
      expect([marked(before, after, 'removed'), marked(before, after, 'added')]).toEqual([[was], [is]]);
    }
  });

  it('is cut down without splitting a figure', () => {
    const text = 'I alt 1.250.000 kr. efter § 10, stk. 2';
    expect([firstWords(text, 9), firstWords(text, 15), lastWords(text, 8)]).toEqual(['I alt ', 'I alt 1.250.000', '']);
    expect([firstWords(text, 99), lastWords(text, 13)]).toEqual([text, ' § 10, stk. 2']);
  });

  it('leaves the point of the sentence and the unit outside', () => {
    expect(wordTokens('I alt 1.250.000. Eller 12,5 %, jf. § 10.')).toEqual(
      expect.arrayContaining(['1.250.000', '.', '12,5', '%', '§ 10']),
    );
    expect(wordTokens('efter § 10 i loven')).toEqual(expect.arrayContaining(['§ 10', 'i', 'loven']));
  });

  it('shows words that were rewritten one after the other as one change, and words put in alone', () => {
    expect(wordChanges('Vi giver afslag nu', 'De får tilsagn nu')).toEqual([
      { text: 'Vi giver afslag', mark: 'removed' },
      { text: 'De får tilsagn', mark: 'added' },
      { text: ' nu', mark: 'same' },
    ]);
    expect(wordChanges('Planen godkendes', 'Planen for 2024 godkendes')).toEqual([
      { text: 'Planen ', mark: 'same' },
      { text: 'for 2024 ', mark: 'added' },
      { text: 'godkendes', mark: 'same' },
    ]);
  });

  it('can be read back to both texts, whatever they are', () => {
    const unit = fc.constantFrom(
      'a',
      'ø',
      ' ',
      '-',
      '.',
      ',',
      '1',
      '0',
      '§',
      'stk. ',
      '👩‍👧',
      '好',
      'מ',
      '\u00a0',
      'maj ',
    );
    const text = fc.string({ unit, maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const without = (mark: string) =>
          wordChanges(before, after)
            .filter((part) => part.mark !== mark)
            .map((part) => part.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  it('answers at once for long texts that have nothing in common', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, n) => `${word}${n}`).join(' ');
    expect(wordChanges(long('a'), long('b')).map(({ mark }) => mark)).toEqual(['removed', 'added']);
  });
});
