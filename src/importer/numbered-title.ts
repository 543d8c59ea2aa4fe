/** The number of an item and its title, in the forms in which agendas print them. */
import { isRunningNumber } from './running-number.ts';

/** "3. Title", "3) Title", "3.1. Title"; the number may stand on a line of its own above the title. */
const NUMBERED = /^(\d{1,3}[a-z]?(?:\.[a-z0-9]{1,2})?)[.:)](?!\d)\s*(.*)$/i;
/** "Punkt 12a: Title", "Pkt. 3 - Title", "Sag nr. 3 Title". */
const WORDED =
  /^(?:(?:dagsordens)?punkt|pkt\.?|sag)\s+(?:nr\.?\s*)?(\d{1,3}[a-z]?(?:\.[a-z0-9]{1,2})?)(?![-/]\d)(?:\s*[.:)–-]\s*|\s+|$)(.*)$/i;
/** "3 (Åben) Title", "3 (Lukket) Title". */
const WITH_OPENNESS = /^(\d{1,3}[a-z]?)\s+([([](?:åbent?|lukket|ikke|fortroligt?)\b.*)$/i;
const LONGEST = 400;
/** A title may run over some lines, never over many. */
export const TITLE_LINES = 5;

/** The number of an item and the title behind it. @returns null where the text does not begin with one */
export function numberedTitle(text: string): { number: string; title: string } | null {
  const beginning = text.slice(0, 2_000);
  const [, number, title = ''] =
    WORDED.exec(beginning) ?? NUMBERED.exec(beginning) ?? WITH_OPENNESS.exec(beginning) ?? [];
  return number === undefined ? null : { number, title: title + text.slice(2_000) };
}

/** The number that a line begins with, if it may be an item's. */
export const numberOf = (line: string): string | null =>
  line.length > LONGEST || isRunningNumber(line) ? null : (numberedTitle(line)?.number ?? null);

/** "Sag nr. 130" and nothing else. */
export const isNumberAlone = (line: string): boolean => line.length < 40 && numberedTitle(line)?.title === '';

export const letters = (text: string): string => text.toLowerCase().replace(/[^a-zæøåéü0-9]/g, '');
/** A title as titles are compared: without its number, in small letters and digits alone. */
export const unnumbered = (text: string): string => letters(numberedTitle(text)?.title ?? text);

/** Whether a line may be a title: it begins as one, is short, and ends as no sentence does. */
export const isTitleLike = (line: string): boolean =>
  line.length <= 300 && /^["”»'(]?[\p{Lu}\d]/u.test(line) && !/[.:;,]$/.test(line) && !line.includes('\t');
