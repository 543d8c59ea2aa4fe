/** What is printed of a whole meeting: its agenda, its protocol, or the published agenda that it was read from. */
import type { ListedItem, MeetingContext } from '#machines/meeting/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { Config } from '#src/config.ts';
import type { CommandDeps } from '#src/context.ts';
import { AttendanceDocument } from '#src/documents/decision.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import { bilagHere, type Situation } from '#src/documents/openness-here.ts';
import type { ProtocolDocument, Seat } from '#src/documents/protocol.ts';
import { PublishedAgendaDocument, type PublishedFrame } from '#src/documents/published-frame.ts';
import { notFound } from '#src/errors.ts';
import { type MeetingPrint, meetingDocument } from '#src/pdf/meeting-document.ts';
import type { PrintedDocument } from '#src/pdf/render-document.ts';
import { localDay } from '#src/people/local-day.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { documentOf, loadItem, versionContent } from './item.ts';
import { readableMeeting } from './meeting-agenda.ts';
import { closedDocument, lateReasonsOf, listedPrint, type Paper, printedHead, withTitle } from './printed-meeting.ts';
import { protocolDocumentOf } from './protocol.ts';

/** Says dates and answers in Danish; the words are the caller's. */
export interface PrintWords {
  momentOf(at: string): string;
  answer(answer: string): string;
  closedItem: string;
}

type Parts = Pick<CommandDeps, 'collections' | 'contents' | 'directory' | 'clock'> & {
  config: Pick<Config, 'PUBLIC_URL'>;
};

/**
 * Openness is judged as in the packets: for today (Europe/Copenhagen), for the organ that meets, and by the newest text too.
 * @param kind `agenda` before, `protocol` after the meeting; the reader gets of closed items what the reader may read
 * @throws Refusal `not-found` (404), `not-for-your-eyes` (403)
 */
export async function meetingPrint(
  deps: Parts,
  actor: Actor,
  meeting: string,
  kind: Paper,
  words: PrintWords,
): Promise<PrintedDocument> {
  const { state, history, rows, mayReadItem } = await readableMeeting(deps, actor, meeting);
  const { context } = state;
  const head = history.at(-1);
  const protocol = kind === 'protocol' && head !== undefined ? await protocolDocumentOf(deps, head) : null;
  const [directory, now] = await Promise.all([deps.directory.current(), deps.clock.now()]);
  const situation = { organ: context.organ, today: localDay(now) };
  const [evidence, attendance] = await Promise.all([evidenceOf(deps, meeting), attendanceOf(deps, protocol)]);
  const readable = new Set(rows.filter(mayReadItem).map(({ _id }) => _id));
  const lateReasons = await lateReasonsOf(deps, context);
  const items = await Promise.all(
    context.items.map((listed) =>
      itemPrint(deps, meeting, readable.has(listed.item) ? listed : null, {
        number: listed.number === null ? null : String(listed.number),
        kind,
        lateReason: lateReasons.get(listed.part) ?? null,
        situation,
        words,
      }),
    ),
  );
  const print: MeetingPrint = {
    ...printedHead(directory, context),
    ...(protocol && { organName: protocol.organName, place: protocol.place }),
    absences: attendance,
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

interface ItemPrinting {
  number: string | null;
  kind: Paper;
  lateReason: string | null;
  situation: Situation;
  words: PrintWords;
}

/** @param listed null for an item that the reader may not read */
async function itemPrint(
  deps: Parts,
  meeting: string,
  listed: ListedItem | null,
  { number, kind, lateReason, situation, words }: ItemPrinting,
): Promise<MeetingPrint['items'][number]> {
  const printed = listed && (await listedPrint(deps, meeting, listed, kind, lateReason));
  if (printed === null) return { number, document: closedDocument(words.closedItem), note: null, bilagAt: null };
  const { history, content, document, note } = printed;
  const newest = versionContent(history, history.context.version?.hash ?? '') ?? content;
  const bilagAt = `${deps.config.PUBLIC_URL}/punkter/${history.id}/bilag`;
  return { number, document: asHere(document, newest, situation), note, bilagAt };
}

/** The list of bilag with what is open and closed in this meeting; what was published of a row with another openness is not printed. */
function asHere(document: ItemDocument, newest: ItemContent, situation: Situation): ItemDocument {
  const hereOf = bilagHere(newest.bilag, situation);
  const bilag = document.bilag.map(({ printedRow, ...row }) => {
    const { openness } = hereOf(row);
    const isAsPublished = printedRow !== undefined && openness === row.openness;
    return { ...row, openness, ...(isAsPublished ? { printedRow } : {}) };
  });
  return { ...document, bilag };
}

async function attendanceOf({ contents }: Parts, protocol: ProtocolDocument | null): Promise<MeetingPrint['absences']> {
  const attendance = protocol?.attendance ?? null;
  const document = AttendanceDocument.safeParse(attendance === null ? null : await contents.read(attendance));
  if (!document.success) return [];
  const { present, absences } = document.data;
  return [{ label: 'Deltagere:', people: present }, ...absences].filter(({ people }) => people.length > 0);
}

/** "Velfærdsdirektør Lene Mehlsen Thomsen", "Dorte Ramskov (A), formand": as what somebody took part. */
function withSeat(name: string, seat: Seat | null): string {
  if (seat === null) return name;
  const { title, party, chair } = seat;
  return `${withTitle(name, title, party)}${chair ? ', formand' : ''}`;
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
