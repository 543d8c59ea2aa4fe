/** How words are compared, what a question is made of, and where its words are marked. Pure. */
import { describe, expect, it } from 'vitest';
import { foldedText, foldWord, sortKeyOf } from '#src/search/fold.ts';
import { excerpt, marked, termsIn } from '#src/search/search-query.ts';

const hits = (text: string, query: string): string[] =>
  marked(text, termsIn(query))
    .filter(({ hit }) => hit)
    .map((part) => part.text);

describe('a folded word', () => {
  it.each([
    ['Århus', 'aarhus'],
    ['AARHUS', 'aarhus'],
    ['blæst', 'blaest'],
    ['Ørsted', 'oersted'],
    ['Øresund', 'oeresund'],
    ['café', 'cafe'],
    ['Müller', 'muller'],
    ['A\u030Arhus', 'aarhus'],
    ['Malmö', 'malmoe'],
    ['kommunal\u00adbestyrelse', 'kommunalbestyrelse'],
  ])('%s is looked for as %s', (word, folded) => expect(foldWord(word)).toBe(folded));
});

describe('a hyphen that nobody sees', () => {
  it('parts no word, neither in what is searched nor where the hit is marked', () => {
    expect(foldedText('Lokal\u00adplan\u00ad 12')).toBe(' lokalplan 12 ');
    expect(hits('Ny lokal\u00adplan.', 'lokalplan')).toEqual(['lokal\u00adplan']);
  });
});

describe('a question', () => {
  it('has words that may go on, phrases in quotation marks of any kind, and what a sign joins together', () => {
    expect(termsIn('lokalplan Glesborg')).toEqual([
      { words: ['lokalplan'], isPrefix: true },
      { words: ['glesborg'], isPrefix: true },
    ]);
    expect(termsIn('"ny skole" »gammel hal« i')).toEqual([
      { words: ['ny', 'skole'], isPrefix: false },
      { words: ['gammel', 'hal'], isPrefix: false },
      { words: ['i'], isPrefix: false },
    ]);
    expect(termsIn('23/9260')).toEqual([{ words: ['23', '9260'], isPrefix: true }]);
    expect(termsIn('"ikke lukket')).toEqual([{ words: ['ikke', 'lukket'], isPrefix: false }]);
    expect(termsIn(' - ?! "" ')).toEqual([]);
  });
});

describe('hits', () => {
  it('are marked as they are written, whatever was typed', () => {
    expect(hits('Skoler på Århusvej, og Aarhus igen', 'aarhus')).toEqual(['Århusvej', 'Aarhus']);
    expect(hits('En blæst, et blaest', 'BLÆST')).toEqual(['blæst', 'blaest']);
    expect(hits('A\u030Arhus', 'århus')).toEqual(['A\u030Arhus']);
    expect(hits('Lokalplanerne vedtages', 'lokalplan')).toEqual(['Lokalplanerne']);
    expect(hits('Lokalplanerne vedtages', '"lokalplan"')).toEqual([]);
    expect(hits('En ny stor skole, en ny skole', '"ny skole"')).toEqual(['ny skole']);
    expect(hits('Sag 23/9260 og 23/9261', '23/9260')).toEqual(['23/9260']);
    expect(hits('<script>plan</script>', 'plan')).toEqual(['plan']);
  });

  it('are shown with the words around them, and nothing where there are none', () => {
    const text = `${'ord '.repeat(100)}her er lokalplanen ${'efter '.repeat(100)}`;
    const parts = excerpt(text, termsIn('lokalplan')) ?? [];
    const shown = parts.map((part) => part.text).join('');
    expect(shown).toMatch(/^… .*her er lokalplanen efter.* …$/);
    expect(shown.length).toBeLessThan(300);
    expect(parts.filter(({ hit }) => hit)).toEqual([{ text: 'lokalplanen', hit: true }]);
    expect(excerpt(text, termsIn('findes ikke'))).toBeNull();
  });
});

it('a text is folded with its words apart, so that a phrase is found by its words alone', () => {
  expect(foldedText('Ny  skole, på Øen.')).toBe(' ny skole paa oeen ');
});

it('titles are sorted as people in Denmark do: æ, ø, å last, aa as å, numbers by their value', () => {
  const titles = ['Zebra', 'Åben', 'Ærø', 'Aabenraa', 'Ørsted', 'Afsnit 10', 'Afsnit 9', 'andel'];
  const sorted = titles.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1));
  expect(sorted).toEqual(['Afsnit 9', 'Afsnit 10', 'andel', 'Zebra', 'Ærø', 'Ørsted', 'Åben', 'Aabenraa']);
});
