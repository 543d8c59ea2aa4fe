/** The protocol of a meeting that has ended is made, and those who sign are asked. */
import { z } from 'zod';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { ProtocolDocument } from '#src/content/protocol.ts';
import { notFound } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { hashJson } from '#src/store/record.ts';
import { readHead } from '#src/store/streams.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const RequestSignaturesInput = z.strictObject({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), `somebody-signs`, `not-in-this-state` (409) */
export async function requestSignatures(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting } = readInput(RequestSignaturesInput, input);
  const head = meeting.startsWith('meeting-') ? await readHead(parts.collections, meeting) : null;
  if (head === null) throw notFound('meeting');
  const { organ, date, attendance, items } = head.state.context as MeetingContext;
  const document: ProtocolDocument = {
    kind: 'protocol',
    meeting,
    organ,
    organName: (await parts.directory.current()).organs.get(organ)?.name ?? organ,
    date,
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
  return commitOnMeeting(parts, asked, meeting, { type: 'requestSignatures', protocol: hashJson(document) }, [
    document,
  ]);
}
