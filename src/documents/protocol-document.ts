/** Makes the protocol of a meeting as a document, from what the meeting's stream holds. Pure. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { organName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import type { ProtocolDocument, Seat } from './protocol.ts';

/**
 * @param head the newest transition of the meeting's stream: what comes after it is not part of the protocol
 * @returns what is signed once its hash is committed; before that, what would be
 */
export function protocolOf(
  directory: Directory,
  head: Pick<TransitionRecord, 'stream' | 'seq' | 'hash' | 'state'>,
): ProtocolDocument {
  const { organ, date, place, attendance, items } = head.state.context as MeetingContext;
  return {
    kind: 'protocol',
    meeting: head.stream,
    organ,
    organName: organName(directory, organ),
    date,
    place,
    attendance,
    items: items.map(({ item, number, version, struck, decision, takenUp }) => ({
      item,
      number,
      version,
      struck,
      decision: decision?.hash ?? null,
      takenUp: takenUp ?? null,
    })),
    chain: { seq: head.seq, hash: head.hash },
  };
}

/** As what somebody sat in the organ on the day of the meeting; null for somebody whom its list of members does not name. */
export function seatOf(
  directory: Directory,
  { organ, date }: Pick<MeetingContext, 'organ' | 'date'>,
  person: string,
): Seat | null {
  const member = membersOn(directory, organ, date).find((each) => each.person === person);
  return member ? { title: member.title ?? null, party: member.party ?? null, chair: member.chair } : null;
}
