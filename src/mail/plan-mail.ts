/** From a mail effect to the mails it means at this moment: who gets which one, with what in it, or why nobody does. */

import { dayOf } from '#src/calendar/danish-dates.ts';
import { plainText } from '#src/documents/plain-text.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import {
  contentOf,
  formOf,
  type HearingMailEffect,
  type ItemMailEffect,
  isClosed,
  type KeyedMailEffect,
  type MailPlan,
  type MeetingMailEffect,
  officerOf,
  type PlanDeps,
  type Planning,
} from './plan.ts';
import { planHearingMail } from './plan-hearing.ts';
import { planMeetingMail } from './plan-meeting.ts';
import { planRequest } from './plan-request.ts';

/**
 * @param directory who there is at the moment of sending: a change of holder since the effect was stored counts
 * @param now the moment of sending
 * @throws what the store throws; Error when what the mail is about is missing
 */
export async function planMail(
  deps: PlanDeps,
  directory: Directory,
  effect: KeyedMailEffect,
  now: Date,
): Promise<MailPlan> {
  const { about } = effect.params;
  if ('hearing' in about) return planHearingMail(deps, directory, effect as HearingMailEffect);
  if (!('item' in about)) return planMeetingMail(deps, directory, effect as MeetingMailEffect);
  return planItemMail(deps, directory, effect as ItemMailEffect, now);
}

async function planItemMail(
  deps: PlanDeps,
  directory: Directory,
  effect: ItemMailEffect,
  now: Date,
): Promise<MailPlan> {
  const { template, about } = effect.params;
  const head = await deps.reader.item(about.item);
  if (head === undefined) throw new Error(`the item that the mail ${effect.key} is about does not exist`);
  const planning: Planning = { deps, directory, key: effect.key, about, head, now };
  switch (template) {
    case 'approval-request':
    case 'approval-reminder':
    case 'approval-escalation':
      return planRequest(planning, template);
    case 'returned':
      return planReturned(planning);
    case 'decided':
      return planDecided(planning);
  }
}

/** Nothing when the officer has corrected and submitted again before the mail was written: it would only puzzle. */
async function planReturned(planning: Planning): Promise<MailPlan> {
  const { deps, directory, key, about, head } = planning;
  if (head.context.round > (about.round ?? 0)) return { void: 'submitted-again' };
  const content = await contentOf(planning, about.version);
  const by = await deps.reader.whoCaused(key);
  if (by === undefined) throw new Error(`nobody returned the item that the mail ${key} is about`);
  const returnedByName = personName(directory, by.person);
  const returnedBy = by.office === null ? returnedByName : `${returnedByName}, ${officeName(directory, by.office)}`;
  const reason = about.reason === undefined ? undefined : await deps.reader.reason(about.reason);
  const link = deps.itemUrl(about.item);
  const mails = officerOf(directory, head.context.owner).map((person) => {
    const common = { caseNumber: content.caseNumber, link, recipientName: person.name };
    const open = { title: content.title, returnedByName, returnedBy, reason: reason ?? '' };
    return { template: 'returned' as const, person, props: formOf(isClosed(content, head), common, () => open) };
  });
  return { mails };
}

async function planDecided(planning: Planning): Promise<MailPlan> {
  const { deps, directory, key, about, head } = planning;
  const content = await contentOf(planning, head.context.version?.hash);
  const decision = about.decision === undefined ? undefined : await deps.reader.decision(about.decision);
  if (decision === undefined) throw new Error(`the decision that the mail ${key} is about is missing`);
  const { organName, date } = decision;
  const link = deps.itemUrl(about.item);
  const mails = officerOf(directory, head.context.owner).map((person) => {
    const common = { caseNumber: content.caseNumber, link, recipientName: person.name };
    const open = { title: content.title, organName, date: dayOf(date), outcome: plainText(decision.text) };
    return { template: 'decided' as const, person, props: formOf(isClosed(content, head), common, () => open) };
  });
  return { mails };
}
