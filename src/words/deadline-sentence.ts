/** A deadline in words: when, by which rule, and what was passed over on the way. */
import { DateTime } from 'luxon';
import { weekdayOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { Basis } from '#src/deadlines/basis.ts';
import { kindOfRule } from '#src/deadlines/registry.ts';
import { countingWords, deadlineWords } from './words.ts';

const dayAndMonth = (day: string): string => DateTime.fromISO(day).setLocale('da').toFormat('d. MMMM');

const inWords = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return weekdayOf(value);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? momentInWords(value) : value;
};

/** "skærtorsdag 6. april, langfredag 7. april og påskedag 9. april", earliest first. */
function daysInWords(skipped: Basis['skipped']): string {
  const days = skipped
    .toSorted((one, other) => one.day.localeCompare(other.day))
    .map(({ day, why }) => `${why} ${dayAndMonth(day)}`);
  const last = days.pop() ?? '';
  return days.length === 0 ? last : `${days.join(', ')} ${countingWords.and} ${last}`;
}

/**
 * How a deadline was found, in Danish.
 * @param dueAt ISO instant, @param basis what the deadline keeps of how it was found
 * @returns null where the basis is none of ours: then the instant alone can be said
 */
export function deadlineSentence(dueAt: string, basis: unknown): string | null {
  const parsed = Basis.safeParse(basis);
  const kind = parsed.success ? kindOfRule(parsed.data.rule) : undefined;
  if (!parsed.success || kind === undefined) return null;
  const { source, inputs, skipped } = parsed.data;
  const { oneDay, manyDays } = countingWords;
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, inWords(value)])),
    due: momentInWords(dueAt),
    source: source === '' ? '' : ` (${source})`,
    days: `${inputs.days} ${inputs.days === 1 ? oneDay : manyDays}`,
  };
  const said = deadlineWords[kind.event].sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return skipped.length === 0 ? said : `${said} ${countingWords.skipped.replace('{days}', daysInWords(skipped))}`;
}
