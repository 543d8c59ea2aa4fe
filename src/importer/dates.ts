/** Dates and times as agendas write them. */
import { DateTime } from 'luxon';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];

const iso = (year: number, month: number, day: number): string | null => {
  const date = DateTime.utc(year, month, day);
  return date.isValid ? date.toISODate() : null;
};

/** "22-06-2022", "5/12 2023", "7. juni 2023", "14. Jun." → `yyyy-mm-dd`. @param year where the text names none */
export function dateIn(text: string, year: number | null = null): string | null {
  const numbers = /(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./ ]\s*(\d{4})/.exec(text);
  if (numbers) return iso(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]));
  const words = /(\d{1,2})\.?\s*([a-zæøå]{3,9})\.?\s*(\d{4})?/i.exec(text);
  const month = MONTHS.indexOf((words?.[2] ?? '').slice(0, 3).toLowerCase()) + 1;
  const inYear = words?.[3] === undefined ? year : Number(words[3]);
  return words && month > 0 && inYear !== null ? iso(inYear, month, Number(words[1])) : null;
}

/** "9:00", "10.30", "kl. 17" → `hh:mm`. */
export function timeIn(text: string): string | null {
  const found = /(\d{1,2})(?:[.:](\d{2}))?/.exec(text);
  if (!found || Number(found[1]) > 23 || Number(found[2] ?? 0) > 59) return null;
  return `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? '00'}`;
}
