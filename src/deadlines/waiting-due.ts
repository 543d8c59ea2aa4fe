/** The deadlines of those whom others wait for: the machine names the rule, and its date follows from when the wait began. */
import type { EffectRequest } from '#machines/effects.ts';
import type { Due, WaitingRule } from '#machines/primitives.ts';
import type { Wait } from './after-waiting.ts';
import { approvalEscalation } from './approval-escalation.ts';
import { approvalReminder } from './approval-reminder.ts';
import type { DeadlineKind } from './kind.ts';
import { reviewConsent } from './review-consent.ts';
import { reviewReminder } from './review-reminder.ts';
import { signatureReminder } from './signature-reminder.ts';

const KINDS = {
  'approval-reminder': approvalReminder,
  'approval-escalation': approvalEscalation,
  'signature-reminder': signatureReminder,
  'review-reminder': reviewReminder,
  'review-consent': reviewConsent,
} as const satisfies { [Rule in WaitingRule]: DeadlineKind<Wait> & { rule: Rule } };

/** @param since ISO instant at which the wait began; @param days how many hverdage, where the wait says so */
export const waitingDue = (rule: WaitingRule, since: string, days?: number): Due => KINDS[rule].dueFor({ since, days });

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
