/** A deadline in words: when, by which rule, and what was passed over on the way. */
import { DateTime } from 'luxon';
import { pointed, weekdayOf } from './danish-dates.ts';
import { Basis, type DeadlineRule } from './deadline.ts';
import { addMinutes, dayOfInstant, endOfDay, timeOfInstant } from './zoned.ts';

/**
 * One sentence per rule, with the names of `inputs` in braces; `{days}` is the number with its unit, `{source}` the paragraph in
 * brackets, or nothing.
 */
export type DeadlineWords = Readonly<Record<DeadlineRule | 'skipped' | 'oneDay' | 'manyDays' | 'and', string>>;

const dayAndMonth = (day: string): string => DateTime.fromISO(day).setLocale('da').toFormat('d. MMMM');

/**
 * "tirsdag den 16. maj 2023 kl. 12.00". The first instant of a day, where windows end, is said as the end of the day before; what
 * happened within its first minute belongs to the new day.
 * @param at ISO instant, @throws RangeError for what is none
 */
export function momentInWords(at: string): string {
  const yesterday = dayOfInstant(addMinutes(at, -1));
  if (Date.parse(at) === Date.parse(endOfDay(yesterday))) return `${weekdayOf(yesterday)} ved døgnets udgang`;
  return `${weekdayOf(dayOfInstant(at))} kl. ${pointed(timeOfInstant(at))}`;
}

const inWords = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return weekdayOf(value);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? momentInWords(value) : value;
};

/** "skærtorsdag 6. april, langfredag 7. april og påskedag 9. april", earliest first. */
function daysInWords(skipped: Basis['skipped'], { and }: DeadlineWords): string {
  const days = skipped
    .toSorted((one, other) => one.day.localeCompare(other.day))
    .map(({ day, why }) => `${why} ${dayAndMonth(day)}`);
  const last = days.pop() ?? '';
  return days.length === 0 ? last : `${days.join(', ')} ${and} ${last}`;
}

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
    days: `${inputs.days} ${inputs.days === 1 ? words.oneDay : words.manyDays}`,
  };
  const said = words[rule].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return skipped.length === 0 ? said : `${said} ${words.skipped.replace('{days}', daysInWords(skipped, words))}`;
}
