/** What the mails of a hearing have in common. Times are Danish, as `momentInWords` says them. */
import { z } from 'zod';
import type { HearingMail } from '#machines/effects.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import { hasTag } from '#machines/states.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { AnswerDocument } from '#src/documents/hearing.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { partyUrl } from '#src/links/party-link.ts';
import type { ItemHead } from '#src/links/status.ts';
import type { Directory } from '#src/people/directory.ts';
import { formOf } from './about-item.ts';
import { Contact, contactOf } from './contact.ts';
import { AnswerLines, Count, Line } from './fields.ts';
import { mailsAbout, type PlanDeps, type Recipient, type Sending } from './mail.ts';
import { officersOf, secretariat } from './recipients.ts';
import { hearingUrl, publicHearingUrl } from './urls.ts';

/** What every mail to somebody outside has. */
export const outsideFields = { recipientName: Line, contact: Contact };

/** What only the open form of a receipt has: the answer itself, so that its sender has a copy. */
export const answerFields = { answer: AnswerLines };

export const receiptFields = {
  receipt: Count,
  receivedAt: Line,
  /** The beginning of the answer's SHA-256. */
  fingerprint: Line,
  noRemarks: z.boolean(),
  files: z.array(Line).max(20),
};

/** A hearing and its item as they stand at the moment of sending, and what the effect says of the mail. */
export interface HearingSubject {
  deps: PlanDeps;
  directory: Directory;
  now: Date;
  template: HearingMail['template'];
  about: HearingMail['about'];
  to: HearingMail['to'];
  context: HearingContext;
  state: string;
  item: ItemHead;
  /** The item's text as it was sent to hearing. */
  content: ItemContent;
  /** The answer that the mail is about; undefined where it is about none. */
  answer: AnswerDocument | undefined;
}

export const hearingMail = mailsAbout(
  async ({ deps, directory, effect: { key, params }, now }: Sending<HearingMail>): Promise<HearingSubject> => {
    const { template, about, to } = params;
    const { reader } = deps;
    const head = await reader.hearing(about.hearing);
    const content = await reader.content(head?.context.version ?? '');
    const item = await reader.item(head?.context.item ?? '');
    if (head === undefined || content === undefined || item === undefined) {
      throw new Error(`what the mail ${key} is about is missing`);
    }
    const answer = about.answer === undefined ? undefined : await reader.answer(about.answer);
    return { deps, directory, now, template, about, to, ...head, item, content, answer };
  },
);

/** Whom the effect names: a party, whoever sent an answer, the secretariat or those who have the item. Nobody where there is no address. */
export async function addressees(subject: HearingSubject): Promise<Recipient[]> {
  const { deps, directory, now, to, context, item, answer } = subject;
  if ('role' in to) return secretariat(directory);
  if ('ownerOf' in to) return officersOf(directory, item.context, now);
  if ('answer' in to) return answer?.email ? [{ id: 'answer', name: answer.name, email: answer.email }] : [];
  const ref = context.parties.find(({ party }) => party === to.party)?.ref;
  const party = ref === undefined ? undefined : await deps.reader.party(ref);
  return party?.email ? [{ id: to.party, name: party.name, email: party.email }] : [];
}

/**
 * Who gets the receipt with the answer in it: a party, whose address the municipality has and whose code came back from there. Nobody
 * has shown that the address in the open form is theirs who wrote it: nothing that they wrote is mailed there.
 */
export const confirmedAddressees = async (subject: HearingSubject): Promise<Recipient[]> =>
  'answer' in subject.to && subject.answer?.party == null ? [] : addressees(subject);

/**
 * The props of a mail of a hearing, in the open or in the closed form.
 * @param common what both forms say, @param open what only the open one does
 */
export const hearingForm = <Common extends object, Open extends object = object>(
  subject: HearingSubject,
  person: Recipient,
  common: Common,
  open?: () => Open,
) =>
  formOf(
    subject.item,
    subject.content,
    { link: linkFor(person, subject), recipientName: person.name, ...common },
    open,
  );

/** A mail to a party, or to whoever sent an answer: it names somebody to call. */
export const outsideForm = <Common extends object, Open extends object = object>(
  subject: HearingSubject,
  person: Recipient,
  common: Common,
  open?: () => Open,
) =>
  hearingForm(
    subject,
    person,
    { contact: contactOf(subject.directory, subject.item.context, subject.now), ...common },
    open,
  );

export const answerOf = ({ answer }: HearingSubject) => ({ answer: answer?.text ?? '' });

/** A party's own link; the page of the hearing for those who run it, and for whoever answered the open form. */
function linkFor(
  { id }: Recipient,
  { deps: { publicUrl, serverKey }, to, about: { hearing } }: HearingSubject,
): string {
  if ('party' in to) return partyUrl(publicUrl, serverKey, { hearing, party: id });
  return 'answer' in to ? publicHearingUrl(publicUrl, hearing) : hearingUrl(publicUrl, hearing);
}

export const closesOf = ({ context: { window } }: HearingSubject): string =>
  window === null ? '' : momentInWords(window.closesAt);

export const receiptOf = ({ about, answer }: HearingSubject) => ({
  receipt: about.receipt ?? 0,
  receivedAt: answer === undefined ? '' : momentInWords(answer.receivedAt),
  fingerprint: (about.answer ?? '').slice(0, 16),
  noRemarks: answer?.noRemarks ?? false,
  files: answer?.files.map(({ name }) => name) ?? [],
});

/** An invitation to a hearing that is over would only puzzle. */
export const takesNoAnswers = ({ state }: HearingSubject): string | null =>
  hasTag('hearing', state, 'asks-for-answers') ? null : 'not-asked-any-more';

/** So would a mail of a window that was extended since. */
export const extendedSince = ({ about, context }: HearingSubject): string | null =>
  about.window === context.window?.n ? null : 'extended-again';
