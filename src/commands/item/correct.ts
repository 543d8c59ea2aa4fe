/** The approver of the current step corrects the text: a new version, in the same round; earlier approvals stand on theirs. */

import { z } from 'zod';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { ItemContent } from '#src/documents/item-content.ts';
import { assertFilesOf } from '#src/files/attach.ts';
import type { Committed } from '#src/store/commit.ts';
import { itemVersion } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { readByApprover } from './approve.ts';
import { commitOnItem } from './commit-on-item.ts';

export const CorrectItemInput = z.strictObject({ ...readByApprover, content: ItemContent });

/** @throws Refusal as `approveItem`; `version-changes` (409) when nothing was changed; `content-…` when something is missing */
export async function correctItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, content, ...read } = readInput(CorrectItemInput, input);
  await assertFilesOf(deps, item, content);
  const { document, facts } = itemVersion(content);
  return commitOnItem(deps, request, item, 'correct', (by) => ({ type: 'correct', ...read, by, content: facts }), [
    document,
  ]);
}
