/** So many hverdage after a wait began, in the morning: the service's own custom, whatever the organ or the office. */
import { DEFAULT_POLICY, POLICIES } from '#src/calendar/counting-policy.ts';
import { countForward } from '#src/calendar/hverdage.ts';
import { dayOfInstant, instantOf, MORNING } from '#src/calendar/zoned.ts';
import { dueBy } from './basis.ts';

export interface Wait {
  /** ISO instant at which it began; its day in Denmark is not counted itself. */
  since: string;
  /** How many hverdage it lasts, where the wait itself says so and not its kind. */
  days?: number | undefined;
}

/**
 * What was counted from one day is the same for every wait that begins on it. Counting takes 0.4 ms, more than the rest of a
 * command's own work, and most commands of a process are given on the same few days.
 */
const counted = new Map<string, ReturnType<typeof countFrom>>();
const MOST_KEPT = 100;

function countFrom(day: string, days: number) {
  const found = countForward(day, days, POLICIES[DEFAULT_POLICY]);
  return { dueAt: instantOf(found.day, MORNING), counted: found.counted, skipped: found.skipped };
}

function countedFrom(day: string, days: number) {
  const key = `${day} ${days}`;
  const known = counted.get(key);
  if (known) return known;
  if (counted.size >= MOST_KEPT) counted.clear();
  const found = countFrom(day, days);
  counted.set(key, found);
  return found;
}

/** @param days hverdage by the strict policy */
export function afterWaiting(rule: string, days: number, { since }: Wait) {
  const { dueAt, counted, skipped } = countedFrom(dayOfInstant(since), days);
  return dueBy(dueAt, { rule, source: '', inputs: { since, days }, policy: DEFAULT_POLICY, counted, skipped });
}
