/** The deadlines of those whom others wait for: the machine names the rule, and its date follows from when the wait began. */
import type { EffectRequest, WaitingRule } from '#machines/effects.ts';
import type { Due } from '#machines/primitives.ts';
import type { Wait } from './after-waiting.ts';
import { kindsByRule } from './registry.ts';

/** Each always has a date. A rule that no kind has does not compile. */
const waitingKinds: { readonly [Rule in WaitingRule]: { dueFor(wait: Wait): Due } } = kindsByRule;

/** @param since ISO instant at which the wait began; @param days how many hverdage, where the wait says so */
export const waitingDue = (rule: WaitingRule, since: string, days?: number): Due =>
  waitingKinds[rule].dueFor({ since, days });

/**
 * The dates of the waits that effects begin and that nothing has dated yet, by rule; null where there are none.
 * @param since ISO instant of the transition
 */
export function waitsIn(effects: readonly EffectRequest[], since: string): Partial<Record<WaitingRule, Due>> | null {
  const waits = effects.flatMap(({ kind, params }) =>
    kind === 'deadline' && 'rule' in params.due ? [params.due] : [],
  );
  if (waits.length === 0) return null;
  return Object.fromEntries(waits.map(({ rule, days }) => [rule, waitingDue(rule, since, days)]));
}
