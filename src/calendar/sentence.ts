/** A deadline in words: when, by which rule, and what was passed over on the way. */
import { DateTime } from 'luxon';
import { Basis, type DeadlineRule } from './deadline.ts';
import { addMinutes, dayOfInstant, timeOfInstant } from './zoned.ts';

/** One sentence per rule, with the names of `inputs` in braces; `{source}` is the paragraph in brackets, or nothing. */
export type DeadlineWords = Readonly<Record<DeadlineRule, string>> & { readonly skipped: string };

const danish = (day: string) => DateTime.fromISO(day, { zone: 'Europe/Copenhagen' }).setLocale('da');
const weekdayAndDate = (day: string): string => danish(day).toFormat("cccc 'den' d. MMMM yyyy");
const dayAndMonth = (day: string): string => danish(day).toFormat('d. MMMM');

/** "tirsdag den 16. maj 2023 kl. 12.00"; the first instant of a day is said as the end of the day before. @param at ISO instant */
export function momentInWords(at: string): string {
  const time = timeOfInstant(at);
  if (time === '00:00') return `${weekdayAndDate(dayOfInstant(addMinutes(at, -1)))} ved døgnets udgang`;
  return `${weekdayAndDate(dayOfInstant(at))} kl. ${time.replace(':', '.')}`;
}

const inWords = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return weekdayAndDate(value);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? momentInWords(value) : value;
};

/**
 * @param dueAt ISO instant, @param basis what the deadline keeps of how it was found
 * @param words the sentences of the language
 * @returns null where the basis is none of ours: then the instant alone can be said
 */
export function deadlineSentence(dueAt: string, basis: unknown, words: DeadlineWords): string | null {
  const parsed = Basis.safeParse(basis);
  if (!parsed.success) return null;
  const { rule, source, inputs, skipped } = parsed.data;
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, inWords(value)])),
    due: momentInWords(dueAt),
    source: source === '' ? '' : ` (${source})`,
  };
  const said = words[rule].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  if (skipped.length === 0) return said;
  const days = skipped.toReversed().map(({ day, why }) => `${why} ${dayAndMonth(day)}`);
  return `${said} ${words.skipped.replace('{days}', days.join(' og '))}`;
}
