/** The times that nobody sets but a rule gives: when somebody who lets others wait is reminded. */
import type { WaitingRule } from '#machines/effects.ts';
import type { Due } from '#machines/primitives.ts';

const DAYS: Record<WaitingRule, number> = { 'approval-reminder': 2, 'approval-escalation': 2, 'signature-reminder': 3 };

/** @param at ISO instant from which the wait is counted */
export function waitingTime(rule: WaitingRule, at: string): Due {
  const dueAt = new Date(Date.parse(at) + DAYS[rule] * 86_400_000).toISOString();
  return { dueAt, basis: { rule } };
}
