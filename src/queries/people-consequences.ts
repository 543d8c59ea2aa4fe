/** What a change of people or offices means for what is under way: said before it is made. Pure. */
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { type WhoActs, whoActsFor } from '#src/people/offices.ts';
import type { Waiting } from './people-offices.ts';

export interface Consequence {
  office: string;
  /** How many items wait for the office now. */
  waiting: number;
  before: WhoActs;
  after: WhoActs;
  /** The first day on which it makes a difference, `YYYY-MM-DD`; today or later. */
  from: string;
  today: boolean;
}

const DAY_MS = 86_400_000;
const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const dayAfter = (day: string) => new Date(noon(day).getTime() + DAY_MS).toISOString().slice(0, 10);

/** The days from today on which somebody's period begins or has just ended. */
function turningDays(directories: readonly Directory[], today: string): string[] {
  const periods = directories.flatMap(({ offices }) => [...offices.values()].flatMap(({ holders }) => holders));
  const days = periods.flatMap(({ from, to }) => [from, ...(to === null ? [] : [dayAfter(to)])]);
  return [today, ...new Set(days.filter((day) => day > today))].sort();
}

/** Deputies who take over for each other and delegates who come on top leave nobody waiting. */
const sameActs = (a: WhoActs, b: WhoActs) =>
  a.kind === b.kind && a.through === b.through && a.people.join() === b.people.join();

/**
 * Where items wait for an office and the change gives it to somebody else, or to nobody.
 * @param after the directory as it would be
 * @param now decides what today is, in Europe/Copenhagen
 */
export function consequencesOf(before: Directory, after: Directory, waiting: Waiting, now: Date): Consequence[] {
  const today = localDay(now);
  const days = turningDays([before, after], today);
  return [...waiting].flatMap(([office, count]) => {
    for (const day of days) {
      const [was, will] = [whoActsFor(before, office, noon(day)), whoActsFor(after, office, noon(day))];
      if (sameActs(was, will)) continue;
      return [{ office, waiting: count, before: was, after: will, from: day, today: day === today }];
    }
    return [];
  });
}
