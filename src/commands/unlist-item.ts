/** The secretariat takes the item off the agenda again, before freeze. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnItem } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const UnlistItemInput = z.strictObject({ item: Id });

/** @throws Refusal 403 by policy, 409/412 by a rule of the machine */
export async function unlistItem(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { item } = readInput(UnlistItemInput, input);
  return commitOnItem(parts, asked, item, 'unlist', () => ({ type: 'unlist' }));
}
