/** All kinds of deadline, by the event that each turns into. An event that time causes and that is not here does not compile. */
import type { DueEvent } from '#machines/effects.ts';
import { type MeetingDeadlineType, OrganDeadline } from '#machines/meeting/deadlines.ts';
import type { MeetingDate } from './agenda-dispatch.ts';
import { approvalEscalation } from './approval-escalation.ts';
import { approvalReminder } from './approval-reminder.ts';
import { dispatchDue } from './dispatch-due.ts';
import { dispatchSoon } from './dispatch-soon.ts';
import { hearingCloses } from './hearing-closes.ts';
import { hearingGraceEnds } from './hearing-grace-ends.ts';
import { hearingOpens } from './hearing-opens.ts';
import { hearingReminds } from './hearing-reminds.ts';
import type { DeadlineKind } from './kind.ts';
import { reviewConsent } from './review-consent.ts';
import { reviewReminder } from './review-reminder.ts';
import { signatureReminder } from './signature-reminder.ts';
import { submissionSoon } from './submission-soon.ts';

export const deadlineKinds = {
  reminderDue: approvalReminder,
  escalationDue: approvalEscalation,
  reviewReminderDue: reviewReminder,
  consentDue: reviewConsent,
  submissionSoon,
  dispatchSoon,
  dispatchDue,
  signatureDue: signatureReminder,
  opens: hearingOpens,
  reminds: hearingReminds,
  closes: hearingCloses,
  graceEnds: hearingGraceEnds,
} as const satisfies { [Event in DueEvent['type']]: DeadlineKind<never> & { event: Event } };

type MeetingKinds = { [Event in MeetingDeadlineType]: DeadlineKind<MeetingDate> & { event: Event } };
/** Those that an organ may set for its meetings. */
export const organDeadlineKinds: readonly MeetingKinds[MeetingDeadlineType][] = OrganDeadline.options.map(
  (event) => (deadlineKinds satisfies MeetingKinds)[event],
);

const byRule = new Map<string, DeadlineKind<never>>(Object.values(deadlineKinds).map((kind) => [kind.rule, kind]));

/** @param rule as a deadline's basis names it; @returns undefined for a rule that no kind has */
export const kindOfRule = (rule: string): DeadlineKind<never> | undefined => byRule.get(rule);

/** Whether whoever may read the stream sees a stored deadline of this kind; not so where the kind is no longer known. */
export const isShownToReaders = (kind: string): boolean =>
  Object.values(deadlineKinds).some(({ event, shownTo }) => event === kind && shownTo === 'readers');
