/** Dates in Danish prose: "5. december 2023". */

const longDate = (timeZone: string) => new Intl.DateTimeFormat('da-DK', { dateStyle: 'long', timeZone });
const copenhagen = longDate('Europe/Copenhagen');
const noZone = longDate('UTC');

/** The day an instant falls on in Denmark. */
export const dayOf = (at: Date): string => copenhagen.format(at);

/** A calendar date, `YYYY-MM-DD`, which has no time zone. */
export const calendarDate = (date: string): string => noZone.format(new Date(`${date}T00:00:00Z`));

const weekday = new Intl.DateTimeFormat('da-DK', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
/** "tirsdag den 5. december 2023". @param date a calendar date, `YYYY-MM-DD` */
export const weekdayAndDate = (date: string): string => weekday.format(new Date(`${date}T00:00:00Z`));

/** How long it has been, in the largest unit that says enough: "3 dage", "5 timer", "under en time". */
export function elapsed(since: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - since.getTime()) / 3_600_000);
  if (hours < 1) return 'under en time';
  if (hours < 24) return `${hours} ${hours === 1 ? 'time' : 'timer'}`;
  const days = Math.floor(hours / 24);
  return `${days} ${days === 1 ? 'dag' : 'dage'}`;
}
