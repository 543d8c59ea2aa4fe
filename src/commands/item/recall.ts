/** The case officer takes the item back, until the first reader has acted. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const RecallItemInput = z.strictObject({ item: Id });

/** @throws Refusal 403 by policy, 409/412 by a rule of the machine */
export async function recallItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item } = readInput(RecallItemInput, input);
  return commitOnItem(deps, request, item, 'recall', () => ({ type: 'recall' }));
}
