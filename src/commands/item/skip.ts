/** The secretariat passes a step whose office has nobody, with a reason: a route never waits for a vacant chair. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const SkipStepInput = z.strictObject({ item: Id, step: Id, reason: Reason });

/** @throws Refusal `only-for-a-vacant-office` (403), `current-step` (409) */
export async function skipStep(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, step, reason: text } = readInput(SkipStepInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnItem(deps, request, item, 'skip', () => ({ type: 'skip', step, reason }), [document]);
}
