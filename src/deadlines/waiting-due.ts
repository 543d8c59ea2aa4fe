/** The deadlines of those whom others wait for: the machine names the rule, and its date follows from when the wait began. */
import type { WaitingRule } from '#machines/effects.ts';
import type { Due } from '#machines/primitives.ts';
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
