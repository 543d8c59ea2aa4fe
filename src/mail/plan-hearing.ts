/** The mails of a hearing: to its parties, to the officer and the secretariat. */
import type { HearingContext } from '#machines/hearing/context.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { momentInWords } from '#src/calendar/sentence.ts';
import type { AnswerDocument } from '#src/content/hearing.ts';
import { partyUrl } from '#src/hearing/party-link.ts';
import type { Directory } from '#src/people/directory.ts';
import {
  activePeople,
  formOf,
  type HearingMailEffect,
  type MailPlan,
  type PlanDeps,
  type PlannedMail,
  type Recipient,
  secretariat,
} from './plan.ts';

/** @throws Error when the hearing, its text or what the mail is about is missing */
export async function planHearingMail(
  deps: PlanDeps,
  directory: Directory,
  effect: HearingMailEffect,
): Promise<MailPlan> {
  const { template, about, to } = effect.params;
  const head = await deps.reader.hearing(about.hearing);
  const content = await deps.reader.content(head?.context.version ?? '');
  const item = await deps.reader.item(head?.context.item ?? '');
  if (head === undefined || content === undefined || item === undefined) {
    throw new Error(`what the mail ${effect.key} is about is missing`);
  }
  const { context } = head;
  const stale = whyStale(template, head.state, context, about.window);
  if (stale !== null) return { void: stale };
  const answer = about.answer === undefined ? undefined : await deps.reader.answer(about.answer);
  const sender = answer && { id: 'answer', name: answer.name, email: answer.email ?? '' };
  const recipients = await recipientsOf();
  if (recipients.length === 0 || recipients.some(({ email }) => email === '')) return { void: 'no-address' };
  const reason = about.reason === undefined ? '' : ((await deps.reader.reason(about.reason)) ?? '');
  const { title, caseNumber } = content;
  const closed = content.openness === 'closed' || item.context.openness === 'closed';
  const closes = context.window === null ? '' : momentInWords(context.window.closesAt);

  return { mails: recipients.map(mailTo) };

  function mailTo(person: Recipient): PlannedMail {
    const common = { caseNumber, link: linkFor(person), recipientName: person.name };
    const form = <Common extends object, Open extends object>(more: Common, open: Open = {} as Open) =>
      formOf(closed, { ...common, ...more }, () => ({ title, ...open }));
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
        return { template, person, props: form(receiptOf(answer)) };
      case 'hearing-late':
        return { template, person, props: form({ ...receiptOf(answer), closes }) };
      case 'hearing-late-notice': {
        const { receipt, receivedAt } = receiptOf(answer);
        return { template, person, props: form({ receipt, receivedAt, closes }, { senderName: answer?.name ?? '' }) };
      }
      case 'hearing-closed': {
        const { answers, lateAnswers } = context;
        const missing = context.parties.filter(({ state }) => state === 'asked').length;
        return { template, person, props: form({ answers, lateAnswers, missing }) };
      }
    }
  }

  async function recipientsOf(): Promise<Recipient[]> {
    if ('role' in to) return secretariat(directory);
    if ('ownerOf' in to) {
      const officer = activePeople(directory, [item?.context.owner ?? '']);
      return officer.length > 0 ? officer : secretariat(directory);
    }
    if ('answer' in to) return sender === undefined ? [] : [sender];
    const ref = context.parties.find(({ party }) => party === to.party)?.ref;
    const party = ref === undefined ? undefined : await deps.reader.party(ref);
    return party === undefined ? [] : [{ id: to.party, name: party.name, email: party.email }];
  }

  /** A party's own link; the page of the hearing for those who run it, and for whoever answered the open form. */
  function linkFor({ id }: Recipient): string {
    if ('party' in to) return partyUrl(deps.publicUrl, deps.serverKey, { hearing: about.hearing, party: id });
    return deps.hearingUrl(about.hearing, 'answer' in to);
  }

  function receiptOf(given: AnswerDocument | undefined) {
    return {
      receipt: about.receipt ?? 0,
      receivedAt: given === undefined ? '' : momentInWords(given.receivedAt),
      fingerprint: (about.answer ?? '').slice(0, 16),
      noRemarks: given?.noRemarks ?? false,
      files: given?.files.map(({ name }) => name) ?? [],
    };
  }
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
