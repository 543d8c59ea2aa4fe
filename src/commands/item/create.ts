/** A case officer begins a new agenda item. */

import { z } from 'zod';
import { ItemType } from '#machines/agenda-item/events.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { emptyItemContent } from '#src/documents/item-content.ts';
import { readInput } from '#src/read-input.ts';
import type { Committed } from '#src/store/commit.ts';
import { beginItem } from './begin-item.ts';

export const CreateItemInput = z.strictObject({ type: ItemType });

/**
 * @returns the new item's first transition; its empty draft is at revision 1
 * @throws Refusal `only-officers` (403), `bad-input` (400)
 */
export async function createItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { type } = readInput(CreateItemInput, input);
  return beginItem(deps, request, type, { content: emptyItemContent(type), plan: [] });
}
