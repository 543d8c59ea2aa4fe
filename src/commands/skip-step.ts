/** The secretariat passes a step whose office has nobody, with a reason: a route never waits for a vacant chair. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/content/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from './documents.ts';
import { commitOnItem } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const SkipStepInput = z.strictObject({ item: Id, step: Id, reason: Reason });

/** @throws Refusal `only-for-a-vacant-office` (403), `current-step` (409) */
export async function skipStep(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { item, step, reason: text } = readInput(SkipStepInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnItem(parts, asked, item, 'skip', () => ({ type: 'skip', step, reason }), [document]);
}
