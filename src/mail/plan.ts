/** From a mail effect to the mails it means at this moment: who gets which one, with what in it, or why nobody does. */

import type { Directory } from '#src/people/directory.ts';
import type { EffectMail, InsteadMail, KeyedMailEffect, MailParams, PlanDeps, Recipient, Sending } from './mail.ts';
import { MAILS, type MailProps, type MailTemplate } from './mails.ts';

/** One mail to one recipient, not yet rendered. */
export interface PlannedMail {
  template: MailTemplate;
  person: Recipient;
  props: MailProps<MailTemplate>;
}

/** `void`: nobody needs to be mailed any more, and why. */
export type MailPlan = { void: string } | { mails: PlannedMail[] };

/**
 * @param directory who there is at the moment of sending: a change of holder since the effect was stored counts
 * @param now the moment of sending
 * @throws what the store throws; Error when what the mail is about is missing
 */
export const planMail = (deps: PlanDeps, directory: Directory, effect: KeyedMailEffect, now: Date): Promise<MailPlan> =>
  planAs(effect.params.template, { deps, directory, effect, now });

async function planAs(template: MailParams['template'] | InsteadMail, sending: Sending): Promise<MailPlan> {
  if (!Object.hasOwn(MAILS, template)) throw new Error(`there is no mail ${template}: a newer version asked for it`);
  // MAILS is checked to have for each template the mail that takes that template's effect; the type of one entry cannot say so.
  const mail = MAILS[template] as EffectMail<MailParams, (typeof MAILS)[MailTemplate]['props']>;
  const plan = await mail.plan(sending);
  if ('void' in plan) return plan;
  if ('instead' in plan) return planAs(plan.instead, sending);
  return { mails: plan.mails.map((each) => ({ template, ...each })) };
}
