/** The approver of the current step sends the item back to the case officer, with a reason. */

import { z } from 'zod';
import { Reason } from '#src/content/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { readByApprover } from './approve-item.ts';
import { reasonGiven } from './documents.ts';
import { commitOnItem } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const ReturnItemInput = z.strictObject({ ...readByApprover, reason: Reason });

/** @throws Refusal as `approveItem`; `bad-input` (400) without a reason */
export async function returnItem(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { item, reason: text, ...read } = readInput(ReturnItemInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnItem(parts, asked, item, 'return', (by) => ({ type: 'return', ...read, by, reason }), [document]);
}
