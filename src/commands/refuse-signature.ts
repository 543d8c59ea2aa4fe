/** Somebody will not sign, with a reason; or the secretariat notes that somebody cannot. It is an answer, and printed. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import { Reason } from '#src/content/decision.ts';
import { notYours } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from './documents.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

/** `person` is somebody else only where the secretariat notes it for them. */
export const RefuseSignatureInput = z.strictObject({
  meeting: Id,
  protocol: Hash,
  reason: Reason,
  person: Id.optional(),
});

/**
 * @throws Refusal `only-the-secretariat` (403) for somebody else, `only-signers` (403), `is-signer`, `not-answered-yet` (409),
 *   `current-protocol` (412)
 */
export async function refuseSignature(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, protocol, reason: text, person = asked.actor.person } = readInput(RefuseSignatureInput, input);
  if (person !== asked.actor.person && !asked.actor.roles.includes('secretariat'))
    throw notYours('only-the-secretariat');
  const { document, hash: reason } = reasonGiven(text);
  return commitOnMeeting(parts, asked, meeting, { type: 'refuse', person, protocol, reason }, [document]);
}
