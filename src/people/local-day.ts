/** Calendar days as people in Denmark count them. */

const copenhagen = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Copenhagen',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The calendar day in Europe/Copenhagen that an instant falls on.
 * @returns `YYYY-MM-DD`, which compares as text
 */
export function localDay(at: Date): string {
  return copenhagen.format(at);
}

/** A span of whole calendar days in Europe/Copenhagen; both ends are part of it, `to: null` has no end. */
export interface Period {
  from: string;
  to: string | null;
}

/** Whether `day` lies inside the period, first and last day included. */
export function covers(period: Period, day: string): boolean {
  return period.from <= day && (period.to === null || day <= period.to);
}

/** Whether two periods share a day. */
export function overlap(a: Period, b: Period): boolean {
  return (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);
}
