/** An instant in words, as a deadline is said. */
import { pointed, weekdayOf } from './danish-dates.ts';
import { addMinutes, dayOfInstant, endOfDay, timeOfInstant } from './zoned.ts';

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
