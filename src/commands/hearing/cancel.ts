/** The hearing is called off with a reason; whoever was written to is told, and the item goes back to its officer. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnHearing } from './commit-on-hearing.ts';

export const CancelHearingInput = z.strictObject({ hearing: Id, reason: Reason });

/** @throws Refusal `only-owner-or-secretariat` (403), `not-in-this-state` (409) */
export async function cancelHearing(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { hearing, reason: text } = readInput(CancelHearingInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnHearing(deps, request, hearing, () => ({ type: 'cancel', reason }), [document]);
}
