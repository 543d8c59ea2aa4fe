/** The public holidays of Denmark, computed for each year: Easter moves, and the law has changed. */
import { DateTime } from 'luxon';

/** Raised whenever the same question would get another answer; every deadline names the version it was counted with. */
export const CALENDAR_VERSION = 'dk-1';

/** The last year in which store bededag was a holiday (abolished from 1 January 2024). */
const LAST_STORE_BEDEDAG = 2023;

/** Easter Sunday by the anonymous Gregorian algorithm (Meeus/Jones/Butcher), as month and day. */
function easterOf(year: number): DateTime {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return DateTime.utc(year, month, day);
}

/** Days after Easter Sunday. */
const AROUND_EASTER: readonly [days: number, name: string][] = [
  [-3, 'skærtorsdag'],
  [-2, 'langfredag'],
  [0, 'påskedag'],
  [1, '2. påskedag'],
  [39, 'Kristi himmelfartsdag'],
  [49, 'pinsedag'],
  [50, '2. pinsedag'],
];
const FIXED: readonly [monthDay: string, name: string][] = [
  ['01-01', 'nytårsdag'],
  ['12-25', 'juledag'],
  ['12-26', '2. juledag'],
];

const known = new Map<number, ReadonlyMap<string, string>>();

/**
 * The public holidays of a year.
 * @param year a year of the Gregorian calendar
 * @returns the Danish name by local calendar day (`YYYY-MM-DD`)
 */
export function holidaysOf(year: number): ReadonlyMap<string, string> {
  const cached = known.get(year);
  if (cached) return cached;
  const easter = easterOf(year);
  const moving = [...AROUND_EASTER, ...(year <= LAST_STORE_BEDEDAG ? ([[26, 'store bededag']] as const) : [])];
  const days = new Map([
    ...FIXED.map(([monthDay, name]): [string, string] => [`${year}-${monthDay}`, name]),
    ...moving.map(([after, name]): [string, string] => [easter.plus({ days: after }).toISODate() ?? '', name]),
  ]);
  const sorted: ReadonlyMap<string, string> = new Map([...days].sort(([one], [other]) => one.localeCompare(other)));
  known.set(year, sorted);
  return sorted;
}

/** The holiday's Danish name, or null. @param day `YYYY-MM-DD` */
export const holidayOn = (day: string): string | null => holidaysOf(Number(day.slice(0, 4))).get(day) ?? null;
