/** What the mails about an item have in common. */
import type { ItemMail } from '#machines/effects.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemHead } from '#src/links/status.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import type { Person } from '#src/people/types.ts';
import { mailsAbout, type PlanDeps, type Sending } from './mail.ts';
import { officerOf } from './recipients.ts';

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
    const head = await deps.reader.item(about.item);
    if (head === undefined) throw new Error(`the item that the mail ${key} is about does not exist`);
    return { deps, directory, now, key, about, to, head };
  },
);

/** The item's officer; the secretariat where the officer has left. */
export const officer = ({ directory, head }: ItemSubject): Person[] => officerOf(directory, head.context.owner);

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
