/** The order of the items that have no number yet. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const OrderItemsInput = z.strictObject({ meeting: Id, items: z.array(Id).min(1).max(200) });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function orderItems(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, items } = readInput(OrderItemsInput, input);
  return commitOnMeeting(deps, request, meeting, { type: 'order', items });
}
