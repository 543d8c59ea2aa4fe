/** The hearing is called off with a reason; whoever was written to is told, and the item goes back to its officer. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/content/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from './documents.ts';
import { commitOnHearing } from './on-hearing.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const CancelHearingInput = z.strictObject({ hearing: Id, reason: Reason });

/** @throws Refusal `only-owner-or-secretariat` (403), `not-in-this-state` (409) */
export async function cancelHearing(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { hearing, reason: text } = readInput(CancelHearingInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnHearing(parts, asked, hearing, () => ({ type: 'cancel', reason }), [document]);
}
