/** An approver takes the approval back, until the next step has acted. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const RegretApprovalInput = z.strictObject({ item: Id, step: Id });

/** @throws Refusal 403 by policy, 409/412 by a rule of the machine */
export async function regretApproval(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, step } = readInput(RegretApprovalInput, input);
  return commitOnItem(deps, request, item, 'regret', () => ({ type: 'regret', step }));
}
