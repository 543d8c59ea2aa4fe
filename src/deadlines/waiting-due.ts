/** The deadlines of those whom others wait for: the machine names the rule, and its date follows from when the wait began. */
import type { EffectRequest } from '#machines/effects.ts';
import type { Due, WaitingRule } from '#machines/primitives.ts';
import type { Wait } from './after-waiting.ts';
import { approvalEscalation } from './approval-escalation.ts';
import { approvalReminder } from './approval-reminder.ts';
import type { DeadlineKind } from './kind.ts';
import { signatureReminder } from './signature-reminder.ts';

const KINDS = {
  'approval-reminder': approvalReminder,
  'approval-escalation': approvalEscalation,
  'signature-reminder': signatureReminder,
} as const satisfies { [Rule in WaitingRule]: DeadlineKind<Wait> & { rule: Rule } };

/** @param since ISO instant at which the wait began */
export const waitingDue = (rule: WaitingRule, since: string): Due => KINDS[rule].dueFor({ since });

/**
 * The dates of the waits that effects begin and that nothing has dated yet, by rule; null where there are none.
 * @param since ISO instant of the transition
 */
export function waitsIn(effects: readonly EffectRequest[], since: string): Partial<Record<WaitingRule, Due>> | null {
  const rules = effects.flatMap(({ kind, params }) =>
    kind === 'deadline' && 'rule' in params.due ? [params.due.rule] : [],
  );
  return rules.length === 0 ? null : Object.fromEntries(rules.map((rule) => [rule, waitingDue(rule, since)]));
}
