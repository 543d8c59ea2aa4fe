/** The item is withdrawn, with a reason; on a frozen agenda it stays as "udgår". */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const WithdrawItemInput = z.strictObject({ item: Id, reason: Reason });

/** @throws Refusal `only-owner-or-secretariat` (403), `not-in-this-state` (409) */
export async function withdrawItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, reason: text } = readInput(WithdrawItemInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnItem(deps, request, item, 'withdraw', () => ({ type: 'withdraw', reason }), [document]);
}
