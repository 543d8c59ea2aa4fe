/** The mails of a meeting: about its agenda to members and secretariat, about its protocol to those who sign. */
import type { Directory } from '#src/people/directory.ts';
import type { MailPlan, MeetingMailEffect, PlanDeps } from './plan.ts';
import { planDispatchMail } from './plan-dispatch.ts';
import { planSignatureMail } from './plan-signature.ts';

/** @throws Error when what the mail is about is missing */
export async function planMeetingMail(
  deps: PlanDeps,
  directory: Directory,
  effect: MeetingMailEffect,
): Promise<MailPlan> {
  switch (effect.params.template) {
    case 'agenda-dispatched':
    case 'dispatch-soon':
    case 'dispatch-overdue':
      return planDispatchMail(deps, directory, effect);
    default:
      return planSignatureMail(deps, directory, effect);
  }
}
