/** The order of the items that have no number yet. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const OrderItemsInput = z.strictObject({ meeting: Id, items: z.array(Id).min(1).max(200) });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function orderItems(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, items } = readInput(OrderItemsInput, input);
  return commitOnMeeting(parts, asked, meeting, { type: 'order', items });
}
