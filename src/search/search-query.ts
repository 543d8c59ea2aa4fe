/** What somebody looks for, taken apart. Pure. */
import { type FoldedWord, wordsIn } from './fold.ts';

/** Words that stand next to each other: one, or a phrase. */
export interface SearchTerm {
  words: readonly string[];
  /** Whether the last word may go on: not where it was quoted. */
  isPrefix: boolean;
}

/** More than so many are not looked for: a pasted page is no question. */
const MOST_TERMS = 12;
/** Shorter ones are looked for as they are: half of all words begin with one letter or another. */
const SHORTEST_PREFIX = 2;

/**
 * "Quoted" words are a phrase; what a sign joins (24/1234, 7.-10.) stands together too; all others may stand anywhere and may go on.
 * @returns none where there is no word
 */
export function termsIn(query: string): SearchTerm[] {
  const parts = query
    .normalize('NFC')
    .replace(/[“”„»«]/g, '"')
    .split('"');
  const terms = parts.flatMap((part, n): SearchTerm[] => {
    const words = (text: string) => wordsIn(text).map(({ word }) => word);
    // Between a first quotation mark and a second; one that nobody has closed yet counts to the end.
    if (n % 2 === 1) return [{ words: words(part), isPrefix: false }];
    return part.split(/\s+/).map((chunk) => {
      const own = words(chunk);
      return { words: own, isPrefix: (own.at(-1) ?? '').length >= SHORTEST_PREFIX };
    });
  });
  return terms.filter(({ words }) => words.length > 0).slice(0, MOST_TERMS);
}

/** A stretch of text, and whether it is what was looked for. */
export interface Marked {
  text: string;
  hit: boolean;
}

/** Where the terms stand in a text: from and to, in order, none overlapping. */
function hitsIn(words: readonly FoldedWord[], terms: readonly SearchTerm[]): { start: number; end: number }[] {
  const hits: { start: number; end: number }[] = [];
  for (let n = 0; n < words.length; n++) {
    const length = longestAt(words, n, terms);
    const [first, last] = [words[n], words[n + length - 1]];
    if (length === 0 || first === undefined || last === undefined) continue;
    hits.push({ start: first.start, end: last.end });
    n += length - 1;
  }
  return hits;
}

/** How many words from the nth on are one of the terms; 0 for none. */
function longestAt(words: readonly FoldedWord[], n: number, terms: readonly SearchTerm[]): number {
  const fits = ({ words: wanted, isPrefix }: SearchTerm) =>
    wanted.every((word, k) => {
      const found = words[n + k]?.word ?? '';
      return isPrefix && k === wanted.length - 1 ? found.startsWith(word) : found === word;
    });
  return Math.max(0, ...terms.filter(fits).map((term) => term.words.length));
}

function markedBetween(text: string, hits: readonly { start: number; end: number }[], from: number, to: number) {
  const parts: Marked[] = [];
  let at = from;
  for (const { start, end } of hits.filter((hit) => hit.start >= from && hit.end <= to)) {
    if (start > at) parts.push({ text: text.slice(at, start), hit: false });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < to) parts.push({ text: text.slice(at, to), hit: false });
  return parts;
}

/** A whole text with its hits marked; it need not have any. */
export const marked = (text: string, terms: readonly SearchTerm[]): Marked[] =>
  markedBetween(text, hitsIn(wordsIn(text), terms), 0, text.length);

/** So many characters of a text are shown around its first hits. */
const BEFORE = 60;
const EXCERPT = 220;

/** The part of a text around its first hit, cut at words, with its hits marked; null where it has none. */
export function excerpt(text: string, terms: readonly SearchTerm[]): Marked[] | null {
  const plain = text.replace(/\s+/g, ' ').trim();
  const words = wordsIn(plain);
  const hits = hitsIn(words, terms);
  const [first] = hits;
  if (first === undefined) return null;
  const start = words.find((word) => word.start >= first.start - BEFORE);
  const from = start === words[0] ? 0 : (start?.start ?? 0);
  const end = words.findLast((word) => word.end <= Math.max(first.end, from + EXCERPT));
  // What follows the last word, a full stop or a bracket, belongs to it.
  const to = end === words.at(-1) ? plain.length : (end?.end ?? plain.length);
  const parts = markedBetween(plain, hits, from, to);
  return [
    ...(from > 0 ? [{ text: '… ', hit: false }] : []),
    ...parts,
    ...(to < plain.length ? [{ text: ' …', hit: false }] : []),
  ];
}

/** Whether a text has every term. */
export const hasAll = (text: string, terms: readonly SearchTerm[]): boolean => {
  const words = wordsIn(text);
  return terms.every((term) => hitsIn(words, [term]).length > 0);
};
