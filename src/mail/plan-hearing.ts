/** The mails of a hearing: to its parties, to the officer and the secretariat. */
import type { Directory } from '#src/people/directory.ts';
import type { HearingMailEffect, MailPlan, PlanDeps } from './plan.ts';

/** @throws Error when what the mail is about is missing */
export async function planHearingMail(
  _deps: PlanDeps,
  _directory: Directory,
  effect: HearingMailEffect,
  _now: Date,
): Promise<MailPlan> {
  throw new Error(`no mail ${effect.params.template} is planned yet`);
}
