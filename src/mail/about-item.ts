/** What the mails about an item have in common. */
import type { ItemMail } from '#machines/effects.ts';
import { hasTag } from '#machines/states.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemHead } from '#src/links/status.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import type { Person } from '#src/people/types.ts';
import { readDraft } from '#src/store/drafts.ts';
import { word } from '#src/words/words.ts';
import { mailsAbout, type PlanDeps, type Sending } from './mail.ts';
import { officersOf } from './recipients.ts';

/** An item as it stands at the moment of sending, and what the effect says of the mail. */
export interface ItemSubject {
  deps: PlanDeps;
  directory: Directory;
  now: Date;
  /** The effect's key. */
  key: string;
  about: ItemMail['about'];
  to: ItemMail['to'];
  head: ItemHead;
}

export const itemMail = mailsAbout(
  async ({ deps, directory, effect: { key, params }, now }: Sending<ItemMail>): Promise<ItemSubject> => {
    const { about, to } = params;
    const head = await deps.reader.item(about.item, key);
    if (head === undefined) throw new Error(`the item that the mail ${key} is about does not exist`);
    return { deps, directory, now, key, about, to, head };
  },
);

/** Those who have the item: its authors, and who stands in for them. */
export const officer = ({ directory, head, now }: ItemSubject): Person[] => officersOf(directory, head.context, now);

/** Who did what the mail is about: the person alone, and with the office. @throws Error when nobody but the service did it */
export async function whoDid({ deps, directory, key }: ItemSubject): Promise<{ name: string; nameAndOffice: string }> {
  const by = await deps.reader.whoCaused(key);
  if (by === undefined) throw new Error(`nobody did what the mail ${key} is about`);
  const name = personName(directory, by.person);
  return { name, nameAndOffice: by.office === null ? name : `${name}, ${officeName(directory, by.office)}` };
}

/** @throws Error when the text is not stored or has been erased: a mail about nothing must not go out */
export async function contentOf({ deps, key }: ItemSubject, version: string | undefined): Promise<ItemContent> {
  const content = version === undefined ? undefined : await deps.reader.content(version);
  if (content === undefined) throw new Error(`the text that the mail ${key} is about is missing`);
  return content;
}

/**
 * What the item says now: the draft of one that is being written, else the version that stands. Named by "uden titel" without one.
 * @throws Error when there is no text
 */
export async function contentNow(subject: ItemSubject): Promise<ItemContent> {
  const { deps, about, head } = subject;
  if (!hasTag('agenda-item', head.state, 'drafting') && head.context.version !== null) {
    return contentOf(subject, head.context.version.hash);
  }
  const draft = await deps.reader.find(({ collections }) => readDraft(collections, about.item));
  const { content } = DraftBody.parse(draft?.body);
  return { ...content, title: content.title.trim() || word('print', 'untitled') };
}

/**
 * The props of a mail about an item, in the open or in the closed form: the closed one is not even handed what it may not print.
 * Closed as soon as the version written about, or the item as it stands now, is closed.
 * @param content the text written about, @param common what both forms say, @param open what only the open one does
 */
export function formOf<Common extends object, Open extends object = object>(
  head: ItemHead,
  { title, caseNumber, openness }: ItemContent,
  common: Common,
  open: () => Open = () => ({}) as Open,
) {
  const closed = openness === 'closed' || head.context.openness === 'closed';
  return closed
    ? { openness: 'closed' as const, caseNumber, ...common }
    : { openness: 'open' as const, caseNumber, title, ...common, ...open() };
}
