/** Who signed a protocol, when and how: read from the meeting's chain, for the evidence page and for whoever asks. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { App } from '#src/app/app.ts';
import { ReasonDocument } from '#src/content/decision.ts';
import { ProtocolDocument, SignatureDocument } from '#src/content/protocol.ts';
import { notFound } from '#src/errors.ts';
import { ofStream } from '#src/store/record.ts';

export interface SignerEvidence {
  person: string;
  name: string;
  answer: 'signed' | 'reserved' | 'refused' | null;
  /** ISO instant of the answer; null before. */
  at: string | null;
  /** The signer's reservation, or the reason of a refusal. */
  words: string | null;
  /** Who noted a refusal for the signer; null where the signer answered. */
  notedBy: string | null;
  /** When the mailed code was entered, ISO instant. */
  codeEnteredAt: string | null;
  /** Hash of the transition that holds the answer. */
  transition: string | null;
}

export interface Evidence {
  meeting: string;
  state: string;
  /** The hash of what is signed; null while nothing is out for signature. */
  protocol: string | null;
  document: ProtocolDocument | null;
  requestedAt: string | null;
  signers: SignerEvidence[];
  /** The newest link of the meeting's chain. */
  head: { seq: number; hash: string };
}

/** @throws Refusal `not-found` (404) for an id of no meeting */
export async function evidenceOf(
  { collections, contents, directory }: Pick<App, 'collections' | 'contents' | 'directory'>,
  meeting: string,
): Promise<Evidence> {
  const records = meeting.startsWith('meeting-')
    ? await collections.transitions.find(ofStream(meeting)).sort({ seq: 1 }).toArray()
    : [];
  const head = records.at(-1);
  if (head === undefined) throw notFound('meeting');
  const { signatures } = head.state.context as MeetingContext;
  const requested = records.findLast(({ event }) => event.type === 'requestSignatures');
  const answers = records.filter(({ seq }) => seq > (requested?.seq ?? 0));
  const hashes = answers.flatMap(({ event }) => {
    if (event.type === 'sign') return [event.signature];
    return event.type === 'refuse' ? [event.reason] : [];
  });
  const documents = await contents.readMany([...hashes, ...(signatures.protocol ? [signatures.protocol] : [])]);
  const protocol = ProtocolDocument.safeParse(documents.get(signatures.protocol ?? ''));
  const { people } = await directory.current();
  const nameOf = (person: string) => people.get(person)?.name ?? person;
  return {
    meeting,
    state: head.to,
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
      const reason = ReasonDocument.safeParse(
        record?.event.type === 'refuse' ? documents.get(record.event.reason) : null,
      );
      const actor = record?.actor.kind === 'person' ? record.actor.person : person;
      return {
        person,
        name: signature.success ? signature.data.name : nameOf(person),
        answer,
        at: record?.at ?? null,
        words: signature.success ? signature.data.reservation : reason.success ? reason.data.text : null,
        notedBy: actor === person ? null : nameOf(actor),
        codeEnteredAt: signature.success ? signature.data.codeEnteredAt : null,
        transition: record?.hash ?? null,
      };
    }),
  };
}
