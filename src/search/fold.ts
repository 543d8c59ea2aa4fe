/** How words are compared: whatever their case and accents, and æ, ø, å as they are written where a keyboard lacks them. Pure. */

/** A word of a text, folded, and where it stands there. */
export interface FoldedWord {
  word: string;
  start: number;
  end: number;
}

/** Danish, and what German and Swedish names write for the same sounds. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  ä: 'ae',
  ø: 'oe',
  ö: 'oe',
  å: 'aa',
  ß: 'ss',
  þ: 'th',
  ð: 'd',
};
/** Longer words are none: numbers of files and addresses, by which nobody searches. */
const LONGEST = 60;

/**
 * Letters and digits; what stands between them ends a word. Accents that are characters of their own belong to their letter, and what
 * cannot be seen within a word, as a soft hyphen, parts nothing.
 */
const WORD = /[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}\p{Cf}]*[\p{L}\p{N}\p{M}])?/gu;
const UNHEARD = /[\p{M}\p{Cf}]/gu;

/** A word as it is looked for: "Århus", "AARHUS" and "aarhus" are one. */
export const foldWord = (word: string): string =>
  [...word.normalize('NFC').toLowerCase()]
    .map((letter) => LETTERS[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(UNHEARD, '');

/** The words of a text in their order, each with its place. */
export const wordsIn = (text: string): FoldedWord[] =>
  [...text.matchAll(WORD)].flatMap(({ 0: found, index }) => {
    const word = foldWord(found).slice(0, LONGEST);
    return word === '' ? [] : [{ word, start: index, end: index + found.length }];
  });

/** The words of a text with a space before and after each: a phrase is found in it by its words with spaces around. */
export const foldedText = (text: string): string =>
  ` ${wordsIn(text)
    .map(({ word }) => word)
    .join(' ')} `;

/** What titles are sorted by: æ, ø, å come last, aa counts as å, accents do not count, and numbers go by their value. */
export const sortKeyOf = (title: string): string =>
  title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('aa', 'å')
    .replace(/[æä]/g, '{')
    .replace(/[øö]/g, '|')
    .replaceAll('å', '}')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'))
    .slice(0, 120);
