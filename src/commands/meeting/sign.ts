/** Somebody who took part signs the protocol that was shown to them, with a reservation if need be. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { SignatureDocument } from '#src/documents/protocol.ts';
import { seatOf } from '#src/documents/protocol-document.ts';
import { Refusal } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

/** `reservation`: why the signer thinks the protocol wrong; a member may and must sign all the same (ruling 83.1.15). */
export const SignProtocolInput = z.strictObject({
  meeting: Id,
  protocol: Hash,
  reservation: z.string().trim().min(3).max(5_000).nullable().default(null),
});

/** A signature asks for a mailed code that is no older than this (level 3, design § 5). */
export const FRESH_MINUTES = 15;

/** @param freshCodeAt when a mailed code was last entered; undefined where none was */
export function isFresh(freshCodeAt: Date | undefined, now: Date): freshCodeAt is Date {
  return freshCodeAt !== undefined && now.getTime() - freshCodeAt.getTime() <= FRESH_MINUTES * 60_000;
}

/** @throws Refusal `fresh-code-needed`, `only-signers` (403), `not-answered-yet` (409), `current-protocol` (412) */
export async function signProtocol(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, protocol, reservation } = readInput(SignProtocolInput, input);
  const { actor, freshCodeAt } = request;
  if (!isFresh(freshCodeAt, await deps.clock.now())) throw new Refusal('fresh-code-needed', 403, {});
  const head = await headOf(deps.collections, 'meeting', meeting);
  const seat = seatOf(await deps.directory.current(), head.state.context, actor.person);
  const document: SignatureDocument = {
    kind: 'signature',
    meeting,
    protocol,
    person: actor.person,
    name: actor.name,
    seat,
    level: 3,
    codeEnteredAt: freshCodeAt.toISOString(),
    reservation,
  };
  const words = reservation === null ? null : reasonGiven(reservation);
  const event = {
    type: 'sign' as const,
    person: actor.person,
    protocol,
    signature: hashJson(document),
    reservation: words?.hash ?? null,
  };
  return commitOnMeeting(deps, request, meeting, event, [document, ...(words ? [words.document] : [])]);
}
