/** The mails of a meeting about its protocol: to those who sign, and to the secretariat. */
import type { Directory } from '#src/people/directory.ts';
import type { MailPlan, MeetingMailEffect, PlanDeps } from './plan.ts';

/** @throws Error when what the mail is about is missing */
export async function planSignatureMail(
  _deps: PlanDeps,
  _directory: Directory,
  effect: MeetingMailEffect,
  _now: Date,
): Promise<MailPlan> {
  throw new Error(`no mail ${effect.params.template} is planned yet`);
}
