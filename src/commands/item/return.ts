/** The approver of the current step sends the item back to the case officer, with a reason. */

import { z } from 'zod';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { readByApprover } from './approve.ts';
import { commitOnItem } from './commit-on-item.ts';

export const ReturnItemInput = z.strictObject({ ...readByApprover, reason: Reason });

/** @throws Refusal as `approveItem`; `bad-input` (400) without a reason */
export async function returnItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, reason: text, ...read } = readInput(ReturnItemInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnItem(deps, request, item, 'return', (by) => ({ type: 'return', ...read, by, reason }), [document]);
}
