/** Dates and times as they are written in Danish; instants are shown in Europe/Copenhagen. */

const zone = { timeZone: 'Europe/Copenhagen' } as const;
const day = new Intl.DateTimeFormat('da-DK', { ...zone, day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat('da-DK', {
  ...zone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const clock = new Intl.DateTimeFormat('da-DK', { ...zone, hour: '2-digit', minute: '2-digit' });

/** "5. december 2023". @param at an instant, or a calendar day `YYYY-MM-DD` */
export const dayOf = (at: Date | string): string => day.format(new Date(at));
/** "tirsdag den 5. december 2023". @param at an instant, or a calendar day `YYYY-MM-DD` */
export const weekdayOf = (at: Date | string): string => weekday.format(new Date(at));
/** "5. december 2023 kl. 14.05". @param at an instant */
export const momentOf = (at: Date | string): string => `${dayOf(at)} kl. ${pointed(clock.format(new Date(at)))}`;
/** "05-12-2023", as protocols print it. @param date a calendar day `YYYY-MM-DD` */
export const shortDayOf = (date: string): string => date.split('-').reverse().join('-');
/** "14.05". @param time a local time `hh:mm` */
export const pointed = (time: string): string => time.replace(':', '.');
