/** What is printed of a whole meeting: its agenda, its protocol, or the published agenda that it was read from. */
import type { ListedItem, MeetingContext } from '#machines/meeting/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import { pointed } from '#src/calendar/danish-dates.ts';
import type { Config } from '#src/config.ts';
import type { CommandDeps } from '#src/context.ts';
import { AttendanceDocument, reasonIn } from '#src/documents/decision.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import type { Seat } from '#src/documents/protocol.ts';
import { PublishedAgendaDocument, type PublishedFrame } from '#src/documents/published-frame.ts';
import { notFound } from '#src/errors.ts';
import { type MeetingPrint, meetingDocument } from '#src/pdf/meeting-document.ts';
import type { PrintedDocument } from '#src/pdf/render-document.ts';
import type { Directory } from '#src/people/directory.ts';
import { covers } from '#src/people/local-day.ts';
import { organName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { documentOf, loadItem, versionContent } from './item.ts';
import { readableMeeting } from './meeting-agenda.ts';

/** Says dates and answers in Danish; the words are the caller's. */
export interface PrintWords {
  weekdayOf(day: string): string;
  momentOf(at: string): string;
  answer(answer: string): string;
  closedItem: string;
}

type Parts = Pick<CommandDeps, 'collections' | 'contents' | 'directory'> & { config: Pick<Config, 'PUBLIC_URL'> };

/**
 * @param kind `agenda` before, `protocol` after the meeting; the reader gets of closed items what the reader may read
 * @throws Refusal `not-found` (404), `not-for-your-eyes` (403)
 */
export async function meetingPrint(
  deps: Parts,
  actor: Actor,
  meeting: string,
  kind: 'agenda' | 'protocol',
  words: PrintWords,
): Promise<PrintedDocument> {
  const { state, rows, mayReadItem } = await readableMeeting(deps, actor, meeting);
  const { context } = state;
  const directory = await deps.directory.current();
  const [evidence, attendance] = await Promise.all([evidenceOf(deps, meeting), attendanceOf(deps, context)]);
  const readable = new Set(rows.filter(mayReadItem).map(({ _id }) => _id));
  const lateReasons = new Map<string, string>();
  for (const { id, lateReason } of context.parts) {
    const [reason] = lateReason === null ? [] : await reasons(deps, [lateReason]);
    if (reason !== undefined) lateReasons.set(id, reason);
  }
  const items = await Promise.all(
    context.items.map((listed) =>
      itemPrint(deps, meeting, listed, kind, readable.has(listed.item), lateReasons.get(listed.part) ?? null, words),
    ),
  );
  const print: MeetingPrint = {
    organName: organName(directory, context.organ),
    date: capital(words.weekdayOf(context.date)),
    startsAt: pointed(context.startsAt),
    endsAt: context.endsAt === null ? null : pointed(context.endsAt),
    place: context.place,
    members: membersPrinted(directory, context),
    absences: kind === 'protocol' ? attendance : [],
    lateReasons: [...lateReasons.values()],
    items,
    evidence: kind === 'protocol' ? evidencePrint(evidence, words) : null,
  };
  return meetingDocument(kind === 'agenda' ? 'DAGSORDEN' : 'BESLUTNINGSPROTOKOL', print);
}

/** The published agenda printed back from what is stored of it. @throws Refusal `not-found` for a meeting that was not read from one */
export async function publishedPrint(deps: Parts, actor: Actor, meeting: string): Promise<PrintedDocument> {
  const { context } = (await readableMeeting(deps, actor, meeting)).state;
  authorize(bySecretariat(actor));
  const frame = await frameOf(deps, context);
  const items = await Promise.all(
    context.items.map(async ({ item, number, version }) => {
      const history = await loadItem(deps, item);
      const content = versionContent(history, version ?? history.context.version?.hash ?? '');
      if (content === null) throw notFound('agenda-item');
      return { number: number === null ? null : String(number), document: documentOf(history, content) };
    }),
  );
  return { ...frame, items };
}

async function frameOf({ contents }: Parts, { source }: MeetingContext): Promise<PublishedFrame> {
  const document = PublishedAgendaDocument.safeParse(source === null ? null : await contents.read(source));
  if (!document.success) throw notFound('page');
  return document.data.frame;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

async function itemPrint(
  deps: Parts,
  meeting: string,
  { item, number, version, struck, takenUp }: ListedItem,
  kind: 'agenda' | 'protocol',
  mayRead: boolean,
  lateReason: string | null,
  words: PrintWords,
): Promise<MeetingPrint['items'][number]> {
  const printedNumber = number === null ? null : String(number);
  const history = mayRead ? await loadItem(deps, item) : null;
  const content = history && versionContent(history, version ?? history.context.version?.hash ?? '');
  if (history === null || content === null) {
    return { number: printedNumber, document: closedDocument(words.closedItem), note: null, bilagAt: null };
  }
  const whole = documentOf(history, content);
  const [takenUpWhy] = takenUp === undefined ? [] : await reasons(deps, [takenUp]);
  const notes = [
    ...(takenUpWhy === undefined ? [] : [`Optaget på mødet uden for dagsordenen: ${takenUpWhy}`]),
    ...(lateReason === null ? [] : [`Udsendt efter fristen: ${lateReason}`]),
  ];
  const document = decidedBefore(whole, history, meeting, kind);
  return {
    number: printedNumber,
    document: struck ? { ...document, title: `${document.title} – udgår` } : document,
    note: notes.length === 0 ? null : notes.join(' '),
    bilagAt: `${deps.config.PUBLIC_URL}/punkter/${item}/bilag`,
  };
}

/** Of an item that came to several organs, what had been decided when this meeting's paper was made. */
function decidedBefore(
  document: ItemDocument,
  { context }: Awaited<ReturnType<typeof loadItem>>,
  meeting: string,
  kind: 'agenda' | 'protocol',
): ItemDocument {
  const place = context.treatments.findIndex((treatment) => treatment.meeting === meeting);
  const known =
    place === -1 ? context.treatments.length + (kind === 'protocol' ? 1 : 0) : place + (kind === 'protocol' ? 1 : 0);
  let left = known;
  return {
    ...document,
    rounds: document.rounds
      .map((round) => {
        const decisions = round.decisions.slice(0, Math.max(0, left));
        left -= round.decisions.length;
        return { ...round, decisions };
      })
      .filter((round, index) => index === 0 || round.decisions.length > 0 || left >= 0),
  };
}

const closedDocument = (title: string): ItemDocument => ({
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
const printed = (name: string, title?: string | null, party?: string | null): string =>
  `${title ? `${title} ` : ''}${name}${party ? ` (${party})` : ''}`;

/** The members in their order; an office of the organ that nobody holds that day is printed as vacant. */
function membersPrinted(directory: Directory, { organ, date }: MeetingContext): string[] {
  const members = membersOn(directory, organ, date);
  const names = members.map(({ printedName, title, party }) => printed(printedName, title, party));
  const titles = directory.organs.get(organ)?.members.flatMap(({ title }) => title ?? []) ?? [];
  const vacant = [...directory.offices.values()].filter(
    ({ name, holders }) =>
      titles.includes(name) &&
      !members.some(({ title }) => title === name) &&
      !holders.some((holder) => holder.kind !== 'deputy' && covers(holder, date)),
  );
  return [...vacant.map(({ name }) => `${name} Vakant`), ...names];
}

async function attendanceOf({ contents }: Parts, { attendance }: MeetingContext): Promise<MeetingPrint['absences']> {
  const document = AttendanceDocument.safeParse(attendance === null ? null : await contents.read(attendance));
  if (!document.success) return [];
  const { present, absences } = document.data;
  return [{ label: 'Deltagere:', people: present }, ...absences].filter(({ people }) => people.length > 0);
}

async function reasons({ contents }: Parts, hashes: readonly string[]): Promise<string[]> {
  const documents = await contents.readMany(hashes);
  return hashes.flatMap((hash) => reasonIn(documents.get(hash)) ?? []);
}

/** "Velfærdsdirektør Lene Mehlsen Thomsen", "Dorte Ramskov (A), formand": as what somebody took part. */
function withSeat(name: string, seat: Seat | null): string {
  if (seat === null) return name;
  const { title, party, chair } = seat;
  return `${printed(name, title, party)}${chair ? ', formand' : ''}`;
}

function evidencePrint({ protocol, document, head, signers }: Evidence, words: PrintWords): MeetingPrint['evidence'] {
  if (protocol === null) return null;
  return {
    protocol,
    chain: document?.chain ?? head,
    signers: signers.map(({ name, seat, answer, at, words: said, notedBy }) => ({
      name: withSeat(name, seat),
      line:
        answer === null || at === null
          ? words.answer('none')
          : `${words.answer(notedBy === null ? answer : 'noted')} ${words.momentOf(at)}${notedBy === null ? '' : `, noteret af ${notedBy}`}`,
      words: said,
    })),
  };
}
