/** The item is withdrawn, with a reason; on a frozen agenda it stays as "udgår". */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/content/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from './documents.ts';
import { commitOnItem } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const WithdrawItemInput = z.strictObject({ item: Id, reason: Reason });

/** @throws Refusal `only-owner-or-secretariat` (403), `not-in-this-state` (409) */
export async function withdrawItem(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { item, reason: text } = readInput(WithdrawItemInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnItem(parts, asked, item, 'withdraw', () => ({ type: 'withdraw', reason }), [document]);
}
