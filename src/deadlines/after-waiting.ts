/** So many hverdage after a wait began, in the morning: the service's own custom, whatever the organ or the office. */
import { DEFAULT_POLICY, POLICIES } from '#src/calendar/counting-policy.ts';
import { countForward } from '#src/calendar/hverdage.ts';
import { dayOfInstant, instantOf, MORNING } from '#src/calendar/zoned.ts';
import { dueBy } from './basis.ts';

export interface Wait {
  /** ISO instant at which it began; its day in Denmark is not counted itself. */
  since: string;
}

/** @param days hverdage by the strict policy */
export function afterWaiting(rule: string, days: number, { since }: Wait) {
  const { day, counted, skipped } = countForward(dayOfInstant(since), days, POLICIES[DEFAULT_POLICY]);
  return dueBy(instantOf(day, MORNING), {
    rule,
    source: '',
    inputs: { since, days },
    policy: DEFAULT_POLICY,
    counted,
    skipped,
  });
}
