/** The secretariat takes a protocol back that was wrong: signatures given so far are void, and the signers are told why. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const RecallProtocolInput = z.strictObject({ meeting: Id, reason: Reason });

/** @throws Refusal `only-the-secretariat` (403), `not-in-this-state` (409) */
export async function recallProtocol(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, reason: text } = readInput(RecallProtocolInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnMeeting(deps, request, meeting, { type: 'recallProtocol', reason }, [document]);
}
