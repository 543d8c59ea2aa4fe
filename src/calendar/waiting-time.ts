/** The times that nobody sets but a rule gives: when somebody who lets others wait is reminded. */
import type { WaitingRule } from '#machines/effects.ts';
import type { Due } from '#machines/primitives.ts';
import { DEFAULT_POLICY, POLICIES } from './counting-policy.ts';
import { deadline } from './deadline.ts';
import { countForward } from './hverdage.ts';
import { dayOfInstant, instantOf, MORNING } from './zoned.ts';

/** Hverdage from the request to the reminder, from the reminder to the escalation; the service's own custom. */
const DAYS: Record<WaitingRule, number> = { 'approval-reminder': 2, 'approval-escalation': 2, 'signature-reminder': 3 };

/**
 * @param rule which wait it is
 * @param at ISO instant from which the wait is counted; its day in Denmark is not counted itself
 */
export function waitingTime(rule: WaitingRule, at: string): Due {
  const days = DAYS[rule];
  const { day, counted, skipped } = countForward(dayOfInstant(at), days, POLICIES[DEFAULT_POLICY]);
  return deadline(instantOf(day, MORNING), {
    rule,
    source: '',
    inputs: { since: at, days },
    policy: DEFAULT_POLICY,
    counted,
    skipped,
  });
}
