/** The mails of a meeting: to its members, its signers and the secretariat. */
import type { Directory } from '#src/people/directory.ts';
import type { MailPlan, MeetingMailEffect, PlanDeps } from './plan.ts';

/** @throws Error when what the mail is about is missing */
export async function planMeetingMail(
  _deps: PlanDeps,
  _directory: Directory,
  effect: MeetingMailEffect,
  _now: Date,
): Promise<MailPlan> {
  throw new Error(`no mail ${effect.params.template} is planned yet`);
}
