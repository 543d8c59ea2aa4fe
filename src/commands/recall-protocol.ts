/** The secretariat takes a protocol back that was wrong: signatures given so far are void, and the signers are told why. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/content/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from './documents.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const RecallProtocolInput = z.strictObject({ meeting: Id, reason: Reason });

/** @throws Refusal `only-the-secretariat` (403), `not-in-this-state` (409) */
export async function recallProtocol(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, reason: text } = readInput(RecallProtocolInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnMeeting(parts, asked, meeting, { type: 'recallProtocol', reason }, [document]);
}
