/** How long something has waited, in Danish. */
import { dayOfInstant } from '#src/calendar/zoned.ts';
import { counted } from './counted.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Days as people count them: by the calendar in Europe/Copenhagen, so that it is two days from Monday afternoon to Wednesday
 * morning. A window that ends at midnight ends on the day before.
 */
export function calendarDays(since: Date, until: Date): number {
  const [first, last] = [since, new Date(until.getTime() - 1)].map((at) => Date.parse(dayOfInstant(at.toISOString())));
  return Math.round(((last ?? 0) - (first ?? 0)) / DAY);
}

/**
 * A stretch of time in the largest unit that says enough: "3 dage", "2 timer", "5 minutter"; 24 hours and more are days.
 * @returns null for less than a minute
 */
export function spanInWords(since: Date, until: Date): string | null {
  const span = until.getTime() - since.getTime();
  if (span < MINUTE) return null;
  if (span < HOUR) return counted(Math.floor(span / MINUTE), 'minut', 'minutter');
  if (span < DAY) return counted(Math.floor(span / HOUR), 'time', 'timer');
  return counted(Math.max(1, calendarDays(since, until)), 'dag', 'dage');
}

/** The same of so many seconds until now: "5 minutter". @returns null for less than a minute */
export const spanOfSeconds = (seconds: number): string | null =>
  spanInWords(new Date(Date.now() - seconds * 1_000), new Date());

/**
 * How long something has waited: "i 3 dage", "i 2 timer", "lige nu".
 * @param since when it began, @param now the present instant
 */
export function formatElapsed(since: Date | string, now: Date): string {
  const span = spanInWords(new Date(since), now);
  return span === null ? 'lige nu' : `i ${span}`;
}

/** The same as a whole remark: "Har ventet i 3 dage", "Kom lige nu". */
export function waitingRemark(since: Date | string, now: Date): string {
  const time = formatElapsed(since, now);
  return time.startsWith('i ') ? `Har ventet ${time}` : 'Kom lige nu';
}
