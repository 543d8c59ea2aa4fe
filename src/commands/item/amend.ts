/** The officer or the secretariat changes a text under way: editorially (approvals stand) or in substance (a new round). */

import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { ItemContent } from '#src/documents/item-content.ts';
import { assertFilesOf } from '#src/files/attach.ts';
import type { Committed } from '#src/store/commit.ts';
import { itemVersion } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const AmendItemInput = z.strictObject({
  item: Id,
  version: Hash,
  content: ItemContent,
  weight: z.enum(['editorial', 'substantive']),
});

/** @throws Refusal 403 by policy, `not-frozen` (409), `current-version` (412) */
export async function amendItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, version, content, weight } = readInput(AmendItemInput, input);
  await assertFilesOf(deps, item, content);
  const { document, facts } = itemVersion(content);
  return commitOnItem(deps, request, item, 'amend', () => ({ type: 'amend', version, weight, content: facts }), [
    document,
  ]);
}
