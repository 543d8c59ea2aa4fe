/** Somebody who took part signs the protocol that was shown to them, with a reservation if need be. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { SignatureDocument } from '#src/documents/protocol.ts';
import { seatOf } from '#src/documents/protocol-document.ts';
import { Refusal } from '#src/errors.ts';
import { bySigner } from '#src/policies/meeting-policies.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { reasonGiven } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';

/** A signature asks for a mailed code that is no older than this (level 3, design § 5). */
export const FRESH_MINUTES = 15;

/** @param freshCodeAt when a mailed code was last entered; undefined where none was */
export function isFresh(freshCodeAt: Date | undefined, now: Date): freshCodeAt is Date {
  return freshCodeAt !== undefined && now.getTime() - freshCodeAt.getTime() <= FRESH_MINUTES * 60_000;
}

/**
 * `reservation`: why the signer thinks the protocol wrong; a member may and must sign all the same (ruling 83.1.15). Refused by
 * `fresh-code-needed` (403), `not-answered-yet` (409), `current-protocol` (412).
 */
export const signProtocol = meetingAction({
  event: 'sign',
  order: 150,
  input: z.strictObject({
    meeting: Id,
    protocol: Hash,
    reservation: z.string().trim().min(3).max(5_000).nullable().default(null),
  }),
  policy: bySigner,
  async prepare({ protocol, reservation }, { deps, request: { actor, freshCodeAt }, id: meeting }) {
    if (!isFresh(freshCodeAt, await deps.clock.now())) throw new Refusal('fresh-code-needed', 403, {});
    const { context } = (await headOf(deps.collections, 'meeting', meeting)).state;
    const { person, name } = actor;
    const document: SignatureDocument = {
      kind: 'signature',
      meeting,
      protocol,
      person,
      name,
      seat: seatOf(await deps.directory.current(), context, person),
      level: 3,
      codeEnteredAt: freshCodeAt.toISOString(),
      reservation,
    };
    const words = reservation === null ? null : reasonGiven(reservation);
    return {
      event: { type: 'sign', person, protocol, signature: hashJson(document), reservation: words?.hash ?? null },
      documents: [document, ...(words ? [words.document] : [])],
    };
  },
  pages: [{ path: 'underskriv', form: 'signature', on: 'signing' }],
});
