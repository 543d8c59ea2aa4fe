/** Every mail that the service can write, by the name that effects, the ledger and its template know it by. */
import type { z } from 'zod';
import type { EffectMail, Mail, MailParams, MailPriority } from './mail.ts';
import { agendaDispatched } from './mails/agenda-dispatched.ts';
import { approvalEscalation } from './mails/approval-escalation.ts';
import { approvalReminder } from './mails/approval-reminder.ts';
import { approvalRequest } from './mails/approval-request.ts';
import { approvalVacant } from './mails/approval-vacant.ts';
import { decided } from './mails/decided.ts';
import { dispatchOverdue } from './mails/dispatch-overdue.ts';
import { dispatchSoon } from './mails/dispatch-soon.ts';
import { hearingCancelled } from './mails/hearing-cancelled.ts';
import { hearingClosed } from './mails/hearing-closed.ts';
import { hearingCode } from './mails/hearing-code.ts';
import { hearingExtended } from './mails/hearing-extended.ts';
import { hearingInvitation } from './mails/hearing-invitation.ts';
import { hearingLate } from './mails/hearing-late.ts';
import { hearingLateNotice } from './mails/hearing-late-notice.ts';
import { hearingReceipt } from './mails/hearing-receipt.ts';
import { hearingReminder } from './mails/hearing-reminder.ts';
import { protocolRecalled } from './mails/protocol-recalled.ts';
import { protocolSigned } from './mails/protocol-signed.ts';
import { questionAnswered } from './mails/question-answered.ts';
import { questionAsked } from './mails/question-asked.ts';
import { returned } from './mails/returned.ts';
import { reviewObjection } from './mails/review-objection.ts';
import { reviewReminder } from './mails/review-reminder.ts';
import { reviewRequest } from './mails/review-request.ts';
import { signInCode } from './mails/sign-in-code.ts';
import { signatureCode } from './mails/signature-code.ts';
import { signatureOverdue } from './mails/signature-overdue.ts';
import { signatureRefused } from './mails/signature-refused.ts';
import { signatureReminder } from './mails/signature-reminder.ts';
import { signatureRequest } from './mails/signature-request.ts';
import { submissionSoon } from './mails/submission-soon.ts';
import { textAmended } from './mails/text-amended.ts';

/** A mail for each template that an effect can name, and fit to be planned from what such an effect says. */
type EffectMails = { [Params in MailParams as Params['template']]: EffectMail<Params> };

export const MAILS = {
  'sign-in-code': signInCode,
  'signature-code': signatureCode,
  'hearing-code': hearingCode,
  'approval-request': approvalRequest,
  'approval-vacant': approvalVacant,
  'approval-reminder': approvalReminder,
  'approval-escalation': approvalEscalation,
  'review-request': reviewRequest,
  'review-reminder': reviewReminder,
  'review-objection': reviewObjection,
  returned,
  'question-asked': questionAsked,
  'question-answered': questionAnswered,
  'text-amended': textAmended,
  decided,

  'agenda-dispatched': agendaDispatched,
  'submission-soon': submissionSoon,
  'dispatch-soon': dispatchSoon,
  'dispatch-overdue': dispatchOverdue,
  'signature-request': signatureRequest,
  'signature-reminder': signatureReminder,
  'signature-overdue': signatureOverdue,
  'signature-refused': signatureRefused,
  'protocol-recalled': protocolRecalled,
  'protocol-signed': protocolSigned,
  'hearing-invitation': hearingInvitation,
  'hearing-reminder': hearingReminder,
  'hearing-extended': hearingExtended,
  'hearing-cancelled': hearingCancelled,
  'hearing-receipt': hearingReceipt,
  'hearing-late': hearingLate,
  'hearing-late-notice': hearingLateNotice,
  'hearing-closed': hearingClosed,
} satisfies Record<string, Mail> & EffectMails;

export type MailTemplate = keyof typeof MAILS;
/** What the caller of `renderMail` hands over for a template. */
export type MailProps<Name extends MailTemplate> = z.input<(typeof MAILS)[Name]['props']>;

/** In which order mails that wait are worth sending. */
export const priorityOf = (template: MailTemplate): MailPriority => MAILS[template].priority;
