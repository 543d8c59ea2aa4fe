/**
 * A text cut into words, as a comparison of two texts shows them. What a reader reads as one figure is one word: an amount, a date,
 * a case number, a reference to a law. Half of a figure marked as changed is read wrongly. Pure.
 */

/** "§ 10, stk. 2", "§§ 3-5", "§ 19 a, stk. 2, 1. pkt.", "art. 6, litra e", "nr. 4". A lone "i" after a number is a word, not its letter. */
const PART = String.raw`\d+(?:\s?[a-hj-z](?![\p{L}\p{N}]))?(?:\s?[-–]\s?\d+)?`;
const LAW = String.raw`(?:§{1,2}|\b(?:stk|nr|pkt|art|kap)\.|\bartikel|\bkapitel)\s*${PART}(?:,?\s+(?:(?:stk|nr)\.?\s*${PART}|litra\s+[a-z]\b|\d+\.\s*(?:pkt|led)\b\.?))*`;
const MONTH =
  'jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?';
/** "3. maj 2024", "12. dec.", "maj 2024". Dates in figures are numbers as others. */
const DATE = String.raw`\b(?:\d{1,2}\.?(?:\s?[-–]\s?\d{1,2}\.?)?\s*(?:${MONTH})\b(?:\.?\s+\d{4}\b)?|(?:${MONTH})\b\.?\s+\d{4}\b)`;
/** Thousands with a space between them, and figures in pairs, as telephone numbers are written. */
const SPACE = String.raw`[ \u00a0\u2009\u202f]`;
const SPACED = String.raw`(?<![\p{L}\p{N}])[-−–+]?(?:\d{1,3}(?:${SPACE}\d{3})+|\d{2}(?:${SPACE}\d{2}){3})(?![\p{L}\p{N}])(?:,\d+)?`;
/**
 * "1.250.000", "12,5", "-3", "15:00", "12-05-2023", "23/9260", "27.00.00-G01-170-23", "7.-10.", "10b". Sought from the beginning of a
 * word alone: from each of its letters, a long word would be read as often as it has letters.
 */
const FIGURE = String.raw`[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*`;
const NUMBER = String.raw`(?<![\p{L}\p{N}])[-−–+]?${FIGURE}(?:(?:\.?[-–]|[.,:/'’_×])${FIGURE})*`;

const FIGURES = new RegExp([LAW, DATE, SPACED, NUMBER].join('|'), 'giu');
const segmenter = new Intl.Segmenter('da', { granularity: 'word' });
const words = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

/** @returns the words, and what stands between them; joined they are the text again */
export function wordTokens(text: string): string[] {
  const tokens: string[] = [];
  let end = 0;
  for (const { 0: figure, index } of text.matchAll(FIGURES)) {
    tokens.push(...words(text.slice(end, index)), figure);
    end = index + figure.length;
  }
  return [...tokens, ...words(text.slice(end))];
}

/** The words at the beginning of a text, whole, that have room in so many characters. */
export function firstWords(text: string, most: number): string {
  let end = 0;
  for (const { length } of wordTokens(text)) {
    if (end + length > most) break;
    end += length;
  }
  return text.slice(0, end);
}

/** The words at its end. */
export function lastWords(text: string, most: number): string {
  let start = text.length;
  for (const { length } of wordTokens(text).toReversed()) {
    if (text.length - start + length > most) break;
    start -= length;
  }
  return text.slice(start);
}
