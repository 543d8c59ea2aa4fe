/** What a text says about other days and organs: "behandles i VPU den 31. maj", "i KB til august". */
import { dateIn, monthNumber } from './dates.ts';
import type { ImportedReference } from './imported.ts';
import { markOf } from './marked-list.ts';
import { abbreviationOf, isKnownOrgan } from './organs.ts';

const MONTH = '(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)';
const DAY = new RegExp(
  String.raw`(?:(?:den|d\.)\s*)?\b(\d{1,2})(?:\.\s?(${MONTH})\b(?:\s(\d{4}))?|[/-](\d{1,2})(?:[ /-](\d{4}))(?!\d)|/(\d{1,2})\s(\d{4}))`,
  'gi',
);
const IN_MONTH = new RegExp(
  String.raw`\b(?:i|til|ultimo|primo|medio|inden|fra|pr\.)\s(${MONTH})\b(?:\s(?:måned\s?)?(\d{4}))?`,
  'gi',
);
const MONTH_OF_YEAR = new RegExp(String.raw`(?<!\.\s?)\b(${MONTH})\s(\d{4})\b`, 'gi');
const SEASON =
  /\b(?:efter|før|inden|til|i)\s(?:sommerferien|sommeren|efteråret|foråret|vinteren|årsskiftet)(?:\s(\d{4}))?/gi;
const ORGAN =
  /\b(?:(KB|ØK|VPU|BUU|MTU|KFU|KUU|HU|DIR|AMU)\b|((?:[A-ZÆØÅ][a-zæøå]+-? ?og )?[A-ZÆØÅa-zæøå]*(?:[Uu]dvalg|[Kk]ommunalbestyrelse|[Dd]irektion)[a-zæøå]*))/g;
/** A text of this size has more days than anybody would look through. */
const MOST = 100;

const pad = (month: number): string => String(month).padStart(2, '0');

/** Lines read on in the next ones, but for the entries of a list. */
const runningText = (lines: readonly string[]): string =>
  lines
    .map((line) => (markOf(line) ? `\n${line}` : ` ${line}`))
    .join('')
    .slice(0, 200_000);

/** The organ named nearest before the place, in the same sentence. */
function organBefore(text: string, index: number): string | null {
  const sentence =
    text
      .slice(Math.max(0, index - 90), index)
      .split(/[.;]\s(?=[A-ZÆØÅ])/)
      .at(-1) ?? '';
  const named = [...sentence.matchAll(ORGAN)]
    .map(([, short, long = '']) => short ?? long)
    .filter((name) => name === name.toUpperCase() || isKnownOrgan(name));
  const last = named.at(-1);
  return last === undefined ? null : abbreviationOf(last);
}

/** @param year of the meeting; a text that names no year means the same one, and that is marked as inferred */
export function referencesIn(lines: readonly string[], year: number | null): ImportedReference[] {
  const text = runningText(lines);
  const found: (ImportedReference & { at: number })[] = [];
  const add = (
    match: RegExpExecArray,
    precision: ImportedReference['precision'],
    date: string | null,
    inferred: boolean,
  ) => found.push({ raw: match[0], body: organBefore(text, match.index), date, precision, inferred, at: match.index });
  for (const match of text.matchAll(DAY)) {
    const inferred = match[3] === undefined && match[5] === undefined && match[7] === undefined;
    add(match, 'day', dateIn(match[0].replace(/^(den|d\.)\s*/i, ''), year), inferred);
  }
  const month = (match: RegExpExecArray) => {
    const inYear = match[2] === undefined ? year : Number(match[2]);
    add(
      match,
      'month',
      inYear === null ? null : `${inYear}-${pad(monthNumber(match[1] ?? ''))}`,
      match[2] === undefined,
    );
  };
  for (const match of text.matchAll(IN_MONTH)) month(match);
  for (const match of text.matchAll(MONTH_OF_YEAR)) month(match);
  for (const match of text.matchAll(SEASON)) add(match, 'season', null, match[1] === undefined);
  const sorted = found.sort((a, b) => a.at - b.at || b.raw.length - a.raw.length);
  const apart = sorted.filter(({ at }, index) => {
    const before = sorted[index - 1];
    return before === undefined || before.at + before.raw.length <= at;
  });
  return apart.slice(0, MOST).map(({ at: _, ...reference }) => reference);
}

const TAKES_PART =
  /\b(?:deltager|deltog|deltage)\s+(?:på|under|ved|i|ifm\.|i forbindelse med)\s+(?:behandlingen af\s+)?(?:punktet|drøftelsen|behandlingen)/i;

/** The sentences that say who takes part in an item; a point after a single letter ends none. */
export function participantsIn(lines: readonly string[]): string[] {
  return runningText(lines)
    .split(/(?<=(?<!\s[A-ZÆØÅ])\.)\s+(?=[A-ZÆØÅ])|\n|\s(?=•\s)/)
    .map((sentence) => (markOf(sentence)?.text ?? sentence).replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length < 300 && TAKES_PART.test(sentence));
}
