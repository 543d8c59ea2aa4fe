/** The protocol of a meeting that has ended is made, and those who sign are asked. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { protocolOf } from '#src/documents/protocol-document.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const RequestSignaturesInput = z.strictObject({ meeting: Id });

/**
 * The protocol names the head of the chain that it was made from, and must still be the whole of it when it is committed: where
 * somebody corrects the attendance in between, this is what gives way.
 * @throws Refusal `only-the-secretariat` (403), `somebody-signs`, `not-in-this-state` (409), `changed-meanwhile` (412)
 */
export async function requestSignatures(
  deps: CommandDeps,
  request: CommandRequest,
  input: unknown,
): Promise<Committed> {
  const { meeting } = readInput(RequestSignaturesInput, input);
  const head = await headOf(deps.collections, 'meeting', meeting);
  const document = protocolOf(await deps.directory.current(), head);
  const event = { type: 'requestSignatures' as const, protocol: hashJson(document) };
  return commitOnMeeting(deps, { ...request, expectedSeq: request.expectedSeq ?? head.seq }, meeting, event, [
    document,
  ]);
}
