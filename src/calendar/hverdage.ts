/** Counts hverdage: which days are, why others are not, and the n-th of them before or after a day. */
import { notAllowedNow } from '#src/errors.ts';
import type { CountingPolicy } from './counting-policy.ts';
import { holidayOn } from './holidays.ts';
import { addDays, weekdayNumber } from './zoned.ts';

/** A day that was passed over, and why: the name of the holiday or closing day, or of the weekday. */
interface SkippedDay {
  day: string;
  why: string;
}
export interface Counted {
  /** `YYYY-MM-DD`. */
  day: string;
  /** The hverdage counted, in the order of counting. */
  counted: string[];
  /** The days passed over, in the same order; plain weekends are not listed. */
  skipped: SkippedDay[];
}

/** Why the day is no hverdag; null when it is one. @param day `YYYY-MM-DD` */
export function notHverdag(day: string, policy: CountingPolicy): string | null {
  const closed = policy.closingDays.find(({ from, to }) => from <= day && day <= to);
  const named = holidayOn(day) ?? policy.extraNonDays[day.slice(5)] ?? closed?.name;
  if (named) return named;
  const weekday = weekdayNumber(day);
  if (weekday === 7) return 'søndag';
  return weekday === 6 && !policy.saturdayCounts ? 'lørdag' : null;
}

const isPlainWeekend = (why: string) => why === 'lørdag' || why === 'søndag';

/** No town hall is closed for so many days in a row: whoever entered them has mistaken a year. */
const MOST_CLOSED = 400;

/**
 * The n-th hverdag from a day, the day itself not counted.
 * @param step -1 counts back, 1 forward
 * @throws Refusal `closed-without-end` (409)
 */
function count(from: string, n: number, step: 1 | -1, policy: CountingPolicy): Counted {
  const counted: string[] = [];
  const skipped: SkippedDay[] = [];
  let day = from;
  let closed = 0;
  while (counted.length < n) {
    day = addDays(day, step);
    const why = notHverdag(day, policy);
    closed = why === null ? 0 : closed + 1;
    if (closed > MOST_CLOSED) throw notAllowedNow('closed-without-end', { from });
    if (why === null) counted.push(day);
    else if (!isPlainWeekend(why)) skipped.push({ day, why });
  }
  return { day, counted, skipped };
}

/**
 * The last day on which something may be done "at the latest n hverdage before" a day, that day excluded.
 * @param n at least 1
 */
export const countBack = (before: string, n: number, policy: CountingPolicy): Counted =>
  count(before, policy.dispatchDayCounts ? n : n + 1, -1, policy);
/** The n-th hverdag after a day, the day itself excluded. */
export const countForward = (after: string, n: number, policy: CountingPolicy): Counted => count(after, n, 1, policy);

/** The day itself when it is a hverdag, or else the next one. */
export function rollForward(day: string, policy: CountingPolicy): string {
  return notHverdag(day, policy) === null ? day : countForward(day, 1, policy).day;
}
