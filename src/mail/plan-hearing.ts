/** The mails of a hearing: to its parties, to the officer and the secretariat. */
import type { HearingContext } from '#machines/hearing/context.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { AnswerDocument } from '#src/documents/hearing.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { partyUrl } from '#src/links/party-link.ts';
import type { ItemHead } from '#src/links/status.ts';
import type { Directory } from '#src/people/directory.ts';
import {
  formOf,
  type HearingMailEffect,
  isClosed,
  type MailPlan,
  officerOf,
  type PlanDeps,
  type PlannedMail,
  type Recipient,
  secretariat,
} from './plan.ts';

/** Everything that one mail of a hearing is planned from, as it stands at the moment of sending. */
interface HearingPlanning {
  deps: PlanDeps;
  directory: Directory;
  params: HearingMailEffect['params'];
  context: HearingContext;
  content: ItemContent;
  item: ItemHead;
  /** The answer that the mail is about; undefined where it is about none. */
  answer: AnswerDocument | undefined;
  /** In words; empty where none was given. */
  reason: string;
}

/** @throws Error when the hearing, its text or what the mail is about is missing */
export async function planHearingMail(
  deps: PlanDeps,
  directory: Directory,
  { key, params }: HearingMailEffect,
): Promise<MailPlan> {
  const { template, about } = params;
  const { reader } = deps;
  const head = await reader.hearing(about.hearing);
  const content = await reader.content(head?.context.version ?? '');
  const item = await reader.item(head?.context.item ?? '');
  if (head === undefined || content === undefined || item === undefined) {
    throw new Error(`what the mail ${key} is about is missing`);
  }
  const { context, state } = head;
  const stale = whyStale(template, state, context, about.window);
  if (stale !== null) return { void: stale };
  const answer = about.answer === undefined ? undefined : await reader.answer(about.answer);
  const reason = about.reason === undefined ? '' : ((await reader.reason(about.reason)) ?? '');
  const planning: HearingPlanning = { deps, directory, params, context, content, item, answer, reason };
  const recipients = await recipientsOf(planning);
  if (recipients.length === 0 || recipients.some(({ email }) => email === '')) return { void: 'no-address' };
  return { mails: recipients.map((person) => mailTo(person, planning)) };
}

function mailTo(person: Recipient, planning: HearingPlanning): PlannedMail {
  const { params, context, content, item, answer, reason } = planning;
  const { template } = params;
  const { title, caseNumber } = content;
  const common = { caseNumber, link: linkFor(person, planning), recipientName: person.name };
  const form = <Common extends object, Open extends object>(more: Common, open: Open = {} as Open) =>
    formOf(isClosed(content, item), { ...common, ...more }, () => ({ title, ...open }));
  const closes = context.window === null ? '' : momentInWords(context.window.closesAt);
  switch (template) {
    case 'hearing-invitation': {
      const typeName = hearingType(context.hearingType)?.name ?? 'Høring';
      return { template, person, props: form({ closes }, { typeName }) };
    }
    case 'hearing-reminder':
      return { template, person, props: form({ closes }) };
    case 'hearing-extended': {
      const formerly = momentInWords(context.formerClosings.at(-1) ?? '');
      return { template, person, props: form({ closes, formerly, reason }) };
    }
    case 'hearing-cancelled':
      return { template, person, props: form({ reason }) };
    case 'hearing-receipt':
      return { template, person, props: form(receiptOf(planning)) };
    case 'hearing-late':
      return { template, person, props: form({ ...receiptOf(planning), closes }) };
    case 'hearing-late-notice': {
      const { receipt, receivedAt } = receiptOf(planning);
      return { template, person, props: form({ receipt, receivedAt, closes }, { senderName: answer?.name ?? '' }) };
    }
    case 'hearing-closed': {
      const { answers, lateAnswers } = context;
      const missing = context.parties.filter(({ state }) => state === 'asked').length;
      return { template, person, props: form({ answers, lateAnswers, missing }) };
    }
  }
}

async function recipientsOf({ deps, directory, params, context, item, answer }: HearingPlanning): Promise<Recipient[]> {
  const { to } = params;
  if ('role' in to) return secretariat(directory);
  if ('ownerOf' in to) return officerOf(directory, item.context.owner);
  if ('answer' in to) {
    return answer === undefined ? [] : [{ id: 'answer', name: answer.name, email: answer.email ?? '' }];
  }
  const ref = context.parties.find(({ party }) => party === to.party)?.ref;
  const party = ref === undefined ? undefined : await deps.reader.party(ref);
  return party === undefined ? [] : [{ id: to.party, name: party.name, email: party.email }];
}

/** A party's own link; the page of the hearing for those who run it, and for whoever answered the open form. */
function linkFor({ id }: Recipient, { deps, params: { to, about } }: HearingPlanning): string {
  if ('party' in to) return partyUrl(deps.publicUrl, deps.serverKey, { hearing: about.hearing, party: id });
  return deps.hearingUrl(about.hearing, 'answer' in to);
}

function receiptOf({ params: { about }, answer }: HearingPlanning) {
  return {
    receipt: about.receipt ?? 0,
    receivedAt: answer === undefined ? '' : momentInWords(answer.receivedAt),
    fingerprint: (about.answer ?? '').slice(0, 16),
    noRemarks: answer?.noRemarks ?? false,
    files: answer?.files.map(({ name }) => name) ?? [],
  };
}

/** An invitation to a hearing that is over, or of a window that was extended since, would only puzzle. */
function whyStale(
  template: HearingMailEffect['params']['template'],
  state: string,
  { window }: HearingContext,
  n: number | undefined,
): string | null {
  const asksForAnswers = template === 'hearing-invitation' || template === 'hearing-reminder';
  if (asksForAnswers && state !== 'open' && state !== 'grace') return 'not-asked-any-more';
  const ofWindow = template === 'hearing-reminder' || template === 'hearing-extended';
  return ofWindow && n !== window?.n ? 'extended-again' : null;
}
