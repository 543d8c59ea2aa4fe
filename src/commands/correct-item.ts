/** The approver of the current step corrects the text: a new version, in the same round; earlier approvals stand on theirs. */

import { z } from 'zod';
import { ItemContent } from '#src/content/item-content.ts';
import { assertFilesOf } from '#src/files/attach.ts';
import type { Committed } from '#src/store/commit.ts';
import { readByApprover } from './approve-item.ts';
import { itemVersion } from './documents.ts';
import { commitOnItem } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const CorrectItemInput = z.strictObject({ ...readByApprover, content: ItemContent });

/** @throws Refusal as `approveItem`; `version-changes` (409) when nothing was changed; `content-…` when something is missing */
export async function correctItem(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { item, content, ...read } = readInput(CorrectItemInput, input);
  await assertFilesOf(parts, item, content);
  const { document, facts } = itemVersion(content);
  return commitOnItem(parts, asked, item, 'correct', (by) => ({ type: 'correct', ...read, by, content: facts }), [
    document,
  ]);
}
