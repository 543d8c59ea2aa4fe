/** A case officer's typing is kept: the draft is one document, and whoever saves must have seen the latest revision. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { hasTag } from '#machines/states.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import { notAllowedNow } from '#src/errors.ts';
import { assertFilesOf } from '#src/files/attach.ts';
import { maySaveDraft } from '#src/policies/item-policies.ts';
import { readInput } from '#src/read-input.ts';
import { saveDraft } from '#src/store/drafts.ts';
import { headOf } from '#src/store/read-stream.ts';
import { assertMayWithItem } from './item-action.ts';

export const SaveDraftInput = z.strictObject({ item: Id, rev: z.number().int().min(1), draft: DraftBody });

/**
 * @returns the new revision
 * @throws Refusal `only-the-owner` (403), `not-a-draft-now`, `file-not-uploaded` (409), `draft-changed-elsewhere` (412)
 */
export async function saveDraftOf(
  deps: CommandDeps,
  request: CommandRequest,
  input: unknown,
): Promise<{ rev: number }> {
  const { item, rev, draft } = readInput(SaveDraftInput, input);
  const { state } = await headOf(deps.collections, 'agenda-item', item);
  await assertMayWithItem(deps, request, maySaveDraft, state);
  if (!hasTag('agenda-item', state.value, 'drafting')) throw notAllowedNow('not-a-draft-now', { state: state.value });
  await assertFilesOf(deps, item, draft.content);
  const savedAt = await deps.clock.now();
  return {
    rev: await saveDraft(deps.collections, { item, rev, body: draft, savedBy: request.actor.person, savedAt }),
  };
}
