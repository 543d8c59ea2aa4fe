/** The office of the current step approves exactly the version that was read. */

import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

/** What an approver has read: the step, its round, and the version by hash. Shared by approve, correct and return. */
export const readByApprover = { item: Id, step: Id, round: z.number().int().min(1), version: Hash };
export const ApproveItemInput = z.strictObject(readByApprover);

/** @throws Refusal `only-the-steps-office` (403), `current-step` (409), `current-round`, `current-version` (412) */
export async function approveItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, ...read } = readInput(ApproveItemInput, input);
  return commitOnItem(deps, request, item, 'approve', (by) => ({ type: 'approve', ...read, by }));
}
