/** Somebody will not sign, with a reason; or the secretariat notes that somebody cannot. It is an answer, and printed. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import { forbidden } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

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
export async function refuseSignature(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, protocol, reason: text, person = request.actor.person } = readInput(RefuseSignatureInput, input);
  if (person !== request.actor.person && !request.actor.roles.includes('secretariat'))
    throw forbidden('only-the-secretariat');
  const { document, hash: reason } = reasonGiven(text);
  return commitOnMeeting(deps, request, meeting, { type: 'refuse', person, protocol, reason }, [document]);
}
