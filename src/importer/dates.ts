/** Dates and times as agendas write them. */
import { DateTime } from 'luxon';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];

const iso = (year: number, month: number, day: number): string | null => {
  const date = DateTime.utc(year, month, day);
  return date.isValid ? date.toISODate() : null;
};
const fullYear = (digits: string): number => (digits.length === 2 ? 2_000 + Number(digits) : Number(digits));

/** "marts" → 3; 0 where it is no month. */
export const monthNumber = (word: string): number =>
  /^(jan(uar)?|feb(ruar)?|mar(ts)?|apr(il)?|maj|juni?|juli?|aug(ust)?|sept?(ember)?|okt(ober)?|nov(ember)?|dec(ember)?)\.?$/i.test(
    word,
  )
    ? MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1
    : 0;

/** "22-06-2022", "5/12 2023", "7. juni 2023", "14. Jun." → `yyyy-mm-dd`. @param year where the text names none */
export function dateIn(text: string, year: number | null = null): string | null {
  const numbers = /(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})(?!\d)/.exec(text);
  if (numbers) return iso(fullYear(numbers[3] ?? ''), Number(numbers[2]), Number(numbers[1]));
  for (const found of text.matchAll(/(\d{1,2})\.?[\s-]*([a-zæøå]{3,9})\b\.?[\s-]*(\d{4})?/gi)) {
    const month = monthNumber(found[2] ?? '');
    const inYear = found[3] === undefined ? year : Number(found[3]);
    if (month > 0 && inYear !== null) return iso(inYear, month, Number(found[1]));
  }
  return null;
}

/** "9:00", "10.30", "kl. 17" → `hh:mm`. */
export function timeIn(text: string): string | null {
  const found = /(\d{1,2})(?:[.:](\d{2}))?/.exec(text);
  if (!found || Number(found[1]) > 23 || Number(found[2] ?? 0) > 59) return null;
  return `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? '00'}`;
}
