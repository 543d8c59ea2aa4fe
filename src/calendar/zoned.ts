/** Local days and times in Europe/Copenhagen, and the instants they are. Days are added as days: 14 × 24 hours miss summer time. */
import { DateTime } from 'luxon';
import { LocalTime } from '#machines/primitives.ts';

const ZONE = 'Europe/Copenhagen';
/** When people's day begins, local time: what reminds them comes then. */
export const MORNING = '08:00';

const local = (day: string): DateTime => {
  const parsed = DateTime.fromISO(day, { zone: ZONE });
  // Longer and shorter ISO forms are dates to luxon as well, but days are compared as text here.
  if (!parsed.isValid || day.length !== 10) throw new RangeError(`"${day}" is no calendar day.`);
  return parsed;
};
const inDenmark = (at: string): DateTime => {
  const parsed = DateTime.fromISO(at, { zone: ZONE });
  if (!parsed.isValid) throw new RangeError(`"${at}" is no instant.`);
  return parsed;
};
const iso = (at: DateTime): string => at.toUTC().toISO() ?? '';
const dayIn = (at: DateTime): string => at.toISODate() ?? '';

/**
 * @param day `YYYY-MM-DD`, @param time `hh:mm`; a time that summer time skips is the same distance after the day's start
 * @returns an ISO instant in UTC
 * @throws RangeError for what is no day or time
 */
export function instantOf(day: string, time: string): string {
  if (!LocalTime.safeParse(time).success) throw new RangeError(`"${time}" is no time of day.`);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return iso(local(day).set({ hour, minute }));
}
/** The first instant after the day: where a window ends whose last day is `day`. @throws RangeError */
export const endOfDay = (day: string): string => iso(local(day).plus({ days: 1 }).startOf('day'));
/** The day in Denmark on which an instant falls. @param at ISO instant @throws RangeError */
export const dayOfInstant = (at: string): string => dayIn(inDenmark(at));
/** The time of day in Denmark, `hh:mm`. @param at ISO instant @throws RangeError */
export const timeOfInstant = (at: string): string => inDenmark(at).toFormat('HH:mm');
/** @param days may be negative */
export const addDays = (day: string, days: number): string => dayIn(local(day).plus({ days }));
/** The same weekday some calendar weeks later. @param day `YYYY-MM-DD` @throws RangeError */
export const addWeeks = (day: string, weeks: number): string => dayIn(local(day).plus({ weeks }));
/** 1 (Monday) to 7 (Sunday). */
export const weekdayNumber = (day: string): number => local(day).weekday;
/** Minutes later, on the clock that does not know summer time. @param at ISO instant @throws RangeError */
export const addMinutes = (at: string, minutes: number): string => iso(inDenmark(at).plus({ minutes }));
