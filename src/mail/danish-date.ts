/** Dates in Danish prose: "5. december 2023". */

const longDate = (timeZone: string) => new Intl.DateTimeFormat('da-DK', { dateStyle: 'long', timeZone });
const copenhagen = longDate('Europe/Copenhagen');
const noZone = longDate('UTC');

/** The day an instant falls on in Denmark. */
export const dayOf = (at: Date): string => copenhagen.format(at);

/** A calendar date, `YYYY-MM-DD`, which has no time zone. */
export const calendarDate = (date: string): string => noZone.format(new Date(`${date}T00:00:00Z`));
