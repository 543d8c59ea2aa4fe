/** The protocol as somebody reads it: the very documents that are signed, by their hashes, as far as the reader may read them. */

import { trusted } from 'mongoose';
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { type Absence, AttendanceDocument, contentIn, DecisionDocument, reasonIn } from '#src/documents/decision.ts';
import type { ItemContent, Recommendation } from '#src/documents/item-content.ts';
import { ProtocolDocument } from '#src/documents/protocol.ts';
import { protocolOf } from '#src/documents/protocol-document.ts';
import type { RichText } from '#src/documents/rich-text.ts';
import { notAllowedNow } from '#src/errors.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { headOf } from '#src/store/read-stream.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { mayRead } from './readable-items.ts';

/** What the protocol says of one item. Where `readable` is false there is nothing but its number. */
export interface ProtocolEntry {
  item: string;
  number: number | null;
  struck: boolean;
  readable: boolean;
  title: string | null;
  caseNumber: string | null;
  isClosed: boolean;
  recommendation: Recommendation | null;
  /** Why it was taken up although it was not on the agenda; null where it was. */
  takenUp: string | null;
  decision: { text: RichText; subDecisions: SubDecided[]; absences: Absence[] } | null;
}

/** `title` is null for what came up at the meeting without a title of its own; `addedReason` says why it came up. */
interface SubDecided {
  title: string | null;
  addedReason: string | null;
  text: RichText;
  followUp: string | null;
}

export interface ReadProtocol {
  state: MachineState<MeetingContext>;
  /** The hash of what is out for signature or signed; null where the protocol is still in the making. */
  hash: string | null;
  document: ProtocolDocument;
  present: string[];
  absences: Absence[];
  entries: ProtocolEntry[];
}

type Parts = Pick<CommandDeps, 'collections' | 'contents' | 'directory'>;

/** @throws Refusal `not-found` (404), `not-for-your-eyes` (403), `no-protocol-yet` (409) before the meeting has begun */
export async function readProtocol(deps: Parts, actor: Actor, meeting: string): Promise<ReadProtocol> {
  const { collections, contents } = deps;
  const head = await headOf(collections, 'meeting', meeting);
  const { state } = head;
  authorize(mayReadMeeting(actor, { state }));
  // Nothing is kept back from the members any more: a meeting begins when every part of its agenda has been sent.
  if (!hasTag('meeting', state.value, 'held')) throw notAllowedNow('no-protocol-yet');
  const document = await protocolDocumentOf(deps, head);
  const [attendance, entries] = await Promise.all([
    document.attendance === null ? undefined : contents.read(document.attendance),
    entriesOf(deps, actor, state.context, document),
  ]);
  const attended = AttendanceDocument.safeParse(attendance);
  return {
    state,
    hash: state.context.signatures.protocol,
    document,
    present: attended.success ? attended.data.present : [],
    absences: attended.success ? withPeople(attended.data.absences) : [],
    entries,
  };
}

/**
 * The protocol that is out for signature or signed; before that, what it would be. Whatever shows or prints a protocol takes it from here.
 * @param head the newest transition of the meeting's stream
 */
export async function protocolDocumentOf(
  { contents, directory }: Pick<Parts, 'contents' | 'directory'>,
  head: Pick<TransitionRecord, 'stream' | 'seq' | 'hash' | 'state'>,
): Promise<ProtocolDocument> {
  const { protocol } = (head.state.context as MeetingContext).signatures;
  if (protocol === null) return protocolOf(await directory.current(), head);
  return ProtocolDocument.parse(await contents.read(protocol), {
    error: () => 'the protocol that is signed cannot be read',
  });
}

const withPeople = (absences: Absence[]) => absences.filter(({ people }) => people.length > 0);

/** Whoever signs reads what they sign, closed items too, and so does every member of the organ that it was sent to. */
const readsAll = (actor: Actor, { organ, signatures }: MeetingContext): boolean =>
  actor.organs.includes(organ) || signatures.signers.some(({ person }) => person === actor.person);

async function entriesOf(
  { collections, contents }: Parts,
  actor: Actor,
  context: MeetingContext,
  { items }: ProtocolDocument,
): Promise<ProtocolEntry[]> {
  const rows = await collections.items.find({ _id: trusted({ $in: items.map(({ item }) => item) }) }).lean();
  const byId = new Map(rows.map((row) => [row._id, row]));
  const all = readsAll(actor, context);
  const isReadable = (item: string) => {
    const row = byId.get(item);
    return all || (row !== undefined && mayRead(actor, row));
  };
  const readable = items.filter(({ item }) => isReadable(item));
  const documents = await contents.readMany(
    readable.flatMap(({ version, decision, takenUp }) => [version, decision, takenUp]).filter((hash) => hash !== null),
  );
  return items.map((listed): ProtocolEntry => {
    const { item, number, struck } = listed;
    const content = contentIn(documents.get(listed.version ?? ''));
    const decided = DecisionDocument.safeParse(documents.get(listed.decision ?? ''));
    return {
      item,
      number,
      struck,
      readable: isReadable(item),
      title: content?.title ?? null,
      caseNumber: content?.caseNumber ?? null,
      isClosed: (byId.get(item)?.context.openness ?? content?.openness) === 'closed',
      recommendation: content?.recommendation ?? null,
      takenUp: reasonIn(documents.get(listed.takenUp ?? '')),
      decision: decided.success ? decisionOf(decided.data, content) : null,
    };
  });
}

function decisionOf({ text, absences, subDecisions = [] }: DecisionDocument, content: ItemContent | null) {
  const titles = new Map(content?.subItems?.map(({ id, title }) => [id, title]));
  return {
    text,
    absences: withPeople(absences),
    subDecisions: subDecisions.map((each) => ({
      title: titles.get(each.subItem ?? '') ?? each.title ?? null,
      addedReason: each.addedReason,
      text: each.text,
      followUp: each.followUp ?? null,
    })),
  };
}
