/** What the planning of every mail has in common: its parts, its form, and who is told when nobody else can be. */
import type { HearingMail, ItemMail, ItemSubject, MailEffect, MeetingMail } from '#machines/effects.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { IssueDeps } from '#src/links/issue-link.ts';
import type { ItemHead } from '#src/links/status.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Person } from '#src/people/types.ts';
import type { MailReader } from './mail-reader.ts';
import type { MailProps, MailTemplate } from './templates.ts';

/** Whom a mail goes to: a person of the municipality, or a party to a hearing. */
export type Recipient = Pick<Person, 'id' | 'name' | 'email'>;

/** One mail to one recipient, not yet rendered. */
export type PlannedMail = {
  [Name in MailTemplate]: { template: Name; person: Recipient; props: MailProps<Name> };
}[MailTemplate];

/** `void`: nobody needs to be told any more, and why. */
export type MailPlan = { void: string } | { mails: PlannedMail[] };

export type KeyedMailEffect = MailEffect & { key: string };

type Keyed<Params> = { kind: 'mail'; params: Params; key: string };
export type ItemMailEffect = Keyed<ItemMail>;
export type MeetingMailEffect = Keyed<MeetingMail>;
export type HearingMailEffect = Keyed<HearingMail>;

export interface PlanDeps extends IssueDeps {
  reader: MailReader;
  /** The address of an item's page, for a signed-in reader. */
  itemUrl(item: string): string;
  meetingUrl(meeting: string): string;
  /** Where a protocol is read and signed. */
  signUrl(meeting: string): string;
  /** A hearing's page: the public one, or that of those who run it. */
  hearingUrl(hearing: string, isPublic: boolean): string;
}

/** Everything that one mail about an item is planned from: who there is and how the item stands at the moment of sending. */
export interface Planning {
  deps: PlanDeps;
  directory: Directory;
  key: string;
  about: ItemSubject;
  head: ItemHead;
  now: Date;
}

/** Those of the ids that are known and have not left, in their order. */
export const activePeople = (directory: Directory, ids: readonly string[]): Person[] =>
  ids.flatMap((id) => directory.people.get(id) ?? []).filter(({ active }) => active);
export const secretariat = (directory: Directory): Person[] =>
  [...directory.people.values()].filter(({ active, roles }) => active && roles.includes('secretariat'));
/** The officer who has an item; the secretariat where the officer has left, because somebody has to know. */
export function officerOf(directory: Directory, owner: string): Person[] {
  const officer = activePeople(directory, [owner]);
  return officer.length > 0 ? officer : secretariat(directory);
}

/** Closed as soon as the version written about, or the item as it stands now, is closed. */
export const isClosed = (content: ItemContent, head: ItemHead): boolean =>
  content.openness === 'closed' || head.context.openness === 'closed';

/** @throws Error when the text is not stored or has been erased: a mail about nothing must not go out */
export async function contentOf(planning: Planning, version: string | undefined): Promise<ItemContent> {
  const content = version === undefined ? undefined : await planning.deps.reader.content(version);
  if (content === undefined) throw new Error(`the text that the mail ${planning.key} is about is missing`);
  return content;
}

/** The props of the open or of the closed form: the closed one is not even handed what it may not print. */
export function formOf<Common extends object, Open extends object>(closed: boolean, common: Common, open: () => Open) {
  return closed ? { openness: 'closed' as const, ...common } : { openness: 'open' as const, ...common, ...open() };
}
