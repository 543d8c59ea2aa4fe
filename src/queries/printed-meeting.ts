/** The pieces that the papers of a meeting share: its head, its members, and what is printed of each item. */
import { AGENDA, type ListedItem, type MeetingContext, TAKEN_UP } from '#machines/meeting/context.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import type { CommandDeps } from '#src/context.ts';
import { reasonIn } from '#src/documents/decision.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import type { Directory } from '#src/people/directory.ts';
import { covers } from '#src/people/local-day.ts';
import { organName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { withDecisionOf } from './decided-here.ts';
import { type ItemHistory, loadItem, versionContent } from './item.ts';
import { paperOf } from './own-approvals.ts';

/** `agenda` before the meeting, `protocol` after it. */
export type Paper = 'agenda' | 'protocol';

type Deps = Pick<CommandDeps, 'collections' | 'contents'>;

/** What stands at the head of every paper, dates and times as they are printed. */
export interface PrintedHead {
  organName: string;
  date: string;
  startsAt: string;
  endsAt: string | null;
  place: string | null;
  /** In the order of the organ, a vacant office as "Kommunaldirektør Vakant". */
  members: string[];
}

export const printedHead = (directory: Directory, context: MeetingContext): PrintedHead => ({
  organName: organName(directory, context.organ),
  date: capital(weekdayOf(context.date)),
  startsAt: pointed(context.startsAt),
  endsAt: context.endsAt === null ? null : pointed(context.endsAt),
  place: context.place,
  members: membersPrinted(directory, context),
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a part of an agenda is called. @param parts all parts of it, in their order */
export function partTitle(id: string, parts: readonly { id: string }[]): string {
  if (id === AGENDA) return 'Dagsorden';
  if (id === TAKEN_UP) return 'Optaget på mødet';
  const supplements = parts.filter((part) => part.id !== AGENDA && part.id !== TAKEN_UP);
  return supplements.length === 1
    ? 'Tillægsdagsorden'
    : `Tillægsdagsorden ${supplements.findIndex((part) => part.id === id) + 1}`;
}

/** Why parts were sent after their deadline, in words, by part. */
export async function lateReasonsOf(deps: Deps, { parts }: MeetingContext): Promise<Map<string, string>> {
  const hashes = parts.flatMap(({ lateReason }) => lateReason ?? []);
  const documents = await deps.contents.readMany(hashes);
  return new Map(
    parts.flatMap(({ id, lateReason }) => {
      const reason = lateReason === null ? null : reasonIn(documents.get(lateReason));
      return reason === null ? [] : [[id, reason] as const];
    }),
  );
}

export interface ListedPrint {
  history: ItemHistory;
  /** The pinned text; before freeze the newest. */
  content: ItemContent;
  /** With what had been decided when the paper was made, and "udgår" where it was struck off. */
  document: ItemDocument;
  /** Printed above the text: taken up outside the agenda, sent after the deadline; null where there is nothing to say. */
  note: string | null;
}

/** All that is printed of an item on an agenda, or null where its text has been erased. @throws Refusal `not-found` (404) */
export async function listedPrint(
  deps: Deps & Pick<CommandDeps, 'directory'>,
  meeting: string,
  listed: ListedItem,
  kind: Paper,
  lateReason: string | null,
): Promise<ListedPrint | null> {
  const { item, version, struck, takenUp } = listed;
  const loaded = await loadItem(deps, item);
  const history = kind === 'protocol' ? await withDecisionOf(deps, loaded, meeting, listed) : loaded;
  const pinned = version ?? history.context.version?.hash;
  const content = versionContent(history, pinned ?? '');
  if (content === null) return null;
  const takenUpWhy = takenUp === undefined ? null : reasonIn(await deps.contents.read(takenUp));
  const notes = [
    ...(takenUpWhy === null ? [] : [`Optaget på mødet uden for dagsordenen: ${takenUpWhy}`]),
    ...(lateReason === null ? [] : [`Udsendt efter fristen: ${lateReason}`]),
  ];
  const directory = await deps.directory.current();
  const paper = paperOf(history, content, { version: pinned, directory });
  const document = decidedBefore(paper, history, meeting, kind);
  return {
    history,
    content,
    document: struck ? { ...document, title: asStruck(document.title) } : document,
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

export const asStruck = (title: string): string => `${title} – udgår`;

/**
 * Of an item that came to several organs, what had been decided when this meeting's paper was made, and the round of recommendation
 * that the meeting was asked to decide on; later rounds were not written yet.
 */
export function decidedBefore(
  document: ItemDocument,
  { context: { treatments } }: Pick<ItemHistory, 'context'>,
  meeting: string,
  kind: Paper,
): ItemDocument {
  const place = treatments.findIndex((treatment) => treatment.meeting === meeting);
  const own = place === -1 ? treatments.length : place;
  const known = own + (kind === 'protocol' ? 1 : 0);
  let before = 0;
  const rounds = document.rounds.flatMap((round) => {
    const first = before;
    before += round.decisions.length;
    const decisions = round.decisions.slice(0, Math.max(0, known - first));
    const isAsked = first === 0 || (first <= own && own < Math.max(before, first + 1));
    // Of a round without a recommendation there is nothing to print before something has been decided.
    const isPrinted = decisions.length > 0 || (isAsked && round.recommendation !== null);
    return isPrinted ? [{ ...round, decisions }] : [];
  });
  return { ...document, rounds };
}

/** What is printed of a closed item for whoever may not read it. */
export const closedDocument = (title: string): ItemDocument => ({
  title,
  type: 'decision',
  openness: 'closed',
  caseNumber: null,
  printedRoute: '',
  sections: [],
  bilag: [],
  rounds: [],
});

/** "Velfærdsdirektør Lene Mehlsen Thomsen", "Dorte Ramskov (A)". */
export const withTitle = (name: string, title?: string | null, party?: string | null): string =>
  `${title ? `${title} ` : ''}${name}${party ? ` (${party})` : ''}`;

/** The members in their order; an office of the organ that nobody holds that day is printed as vacant. */
function membersPrinted(directory: Directory, { organ, date }: MeetingContext): string[] {
  const members = membersOn(directory, organ, date);
  const names = members.map(({ printedName, title, party }) => withTitle(printedName, title, party));
  const titles = directory.organs.get(organ)?.members.flatMap(({ title }) => title ?? []) ?? [];
  const vacant = [...directory.offices.values()].filter(
    ({ name, holders }) =>
      titles.includes(name) &&
      !members.some(({ title }) => title === name) &&
      !holders.some((holder) => holder.kind !== 'deputy' && covers(holder, date)),
  );
  return [...vacant.map(({ name }) => `${name} Vakant`), ...names];
}
