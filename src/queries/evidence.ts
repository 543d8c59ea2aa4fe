/** Who signed a protocol, when and how: read from the meeting's chain, for the evidence page and for whoever asks. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { CommandDeps } from '#src/context.ts';
import { reasonIn } from '#src/documents/decision.ts';
import { ProtocolDocument, type Seat, SignatureDocument } from '#src/documents/protocol.ts';
import { seatOf } from '#src/documents/protocol-document.ts';
import { personName } from '#src/people/names.ts';
import { historyOf } from '#src/store/read-stream.ts';
import { hashJson, type RecordedActor, type TransitionRecord } from '#src/store/record.ts';
import { firstBrokenLink } from '#src/store/verify.ts';

export interface SignerEvidence {
  person: string;
  name: string;
  seat: Seat | null;
  answer: 'signed' | 'reserved' | 'refused' | null;
  /** ISO instant of the answer; null before. */
  at: string | null;
  /** The signer's reservation, or the reason of a refusal. */
  words: string | null;
  /** Who noted a refusal for the signer; null where the signer answered. */
  notedBy: string | null;
  /** How sure it is that it was them (design § 5); null where somebody else noted the answer, or nobody has. */
  level: number | null;
  /** When the mailed code was entered, ISO instant. */
  codeEnteredAt: string | null;
  /** Hash of the transition that holds the answer. */
  transition: string | null;
}

/** One transition of the meeting, without what it says. */
interface EvidenceLink {
  seq: number;
  /** ISO instant. */
  at: string;
  event: string;
  actor: RecordedActor;
  hash: string;
}

export interface Evidence {
  meeting: string;
  state: string;
  /** Who signs, by the organ's rule when the meeting was planned. */
  rule: MeetingContext['signing'];
  /** The hash of what is signed; null while nothing is out for signature. */
  protocol: string | null;
  document: ProtocolDocument | null;
  requestedAt: string | null;
  signers: SignerEvidence[];
  /** How often those who had not answered were reminded. */
  reminders: number;
  /** How often the protocol has been out for signature; more than once where it was recalled. */
  request: number;
  chain: EvidenceLink[];
  /** What does not fit, in Danish: in the chain, or of the documents that it names. Null where all is whole. */
  broken: string | null;
  /** The newest link of the meeting's chain. */
  head: { seq: number; hash: string };
}

/** @throws Refusal `not-found` (404) for an id of no meeting */
export async function evidenceOf(
  { collections, contents, directory }: Pick<CommandDeps, 'collections' | 'contents' | 'directory'>,
  meeting: string,
): Promise<Evidence> {
  const { records, head } = await historyOf(collections, 'meeting', meeting);
  const { context } = head.state;
  const { signatures } = context;
  const requested = records.findLast(({ event }) => event.type === 'requestSignatures');
  const answers = records.filter(({ seq }) => seq > (requested?.seq ?? 0));
  const hashes = answers.flatMap(({ event }) => {
    if (event.type === 'sign') return [event.signature];
    return event.type === 'refuse' ? [event.reason] : [];
  });
  const named = signatures.protocol === null ? [] : [signatures.protocol, ...decisionsIn(context)];
  const documents = await contents.readMany([...hashes, ...named]);
  const protocol = ProtocolDocument.safeParse(documents.get(signatures.protocol ?? ''));
  const known = await directory.current();
  const nameOf = (person: string) => personName(known, person);
  return {
    meeting,
    state: head.to,
    rule: context.signing,
    reminders: signatures.reminders,
    request: signatures.request,
    chain: records.map(({ seq, at, event, actor, hash }) => ({ seq, at, event: event.type, actor, hash })),
    broken: brokenIn(records, documents, protocol.success ? protocol.data : null),
    protocol: signatures.protocol,
    document: protocol.success ? protocol.data : null,
    requestedAt: signatures.protocol === null ? null : (requested?.at ?? null),
    head: { seq: head.seq, hash: head.hash },
    signers: signatures.signers.map(({ person, answer }): SignerEvidence => {
      const record = answers.find(
        ({ event }) => (event.type === 'sign' || event.type === 'refuse') && event.person === person,
      );
      const signature = SignatureDocument.safeParse(
        record?.event.type === 'sign' ? documents.get(record.event.signature) : null,
      );
      const refusal = record?.event.type === 'refuse' ? reasonIn(documents.get(record.event.reason)) : null;
      const actor = record?.actor.kind === 'person' ? record.actor.person : person;
      return {
        person,
        name: signature.success ? signature.data.name : nameOf(person),
        seat: signature.success ? signature.data.seat : seatOf(known, context, person),
        answer,
        at: record?.at ?? null,
        words: signature.success ? signature.data.reservation : refusal,
        notedBy: actor === person ? null : nameOf(actor),
        level: signature.success ? signature.data.level : record && actor === person ? 2 : null,
        codeEnteredAt: signature.success ? signature.data.codeEnteredAt : null,
        transition: record?.hash ?? null,
      };
    }),
  };
}

const decisionsIn = ({ items, attendance }: MeetingContext): string[] =>
  [attendance, ...items.flatMap(({ version, decision }) => [version, decision?.hash ?? null])].filter(
    (hash) => hash !== null,
  );

/** An erased text is no break: its hash stays in the chain, and its place is known to be empty. */
function brokenIn(
  records: TransitionRecord[],
  documents: ReadonlyMap<string, unknown>,
  protocol: ProtocolDocument | null,
): string | null {
  const link = firstBrokenLink(records);
  if (link !== null) return `Led ${link.seq}: ${link.problem}.`;
  if ([...documents].some(([hash, body]) => hashJson(body) !== hash)) {
    return 'En tekst, som kæden nævner, svarer ikke til sit fingeraftryk.';
  }
  if (protocol !== null && records[protocol.chain.seq - 1]?.hash !== protocol.chain.hash) {
    return 'Protokollen nævner et led, som kæden ikke har.';
  }
  return null;
}
