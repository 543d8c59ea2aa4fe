/** A draft is one mutable document guarded by `rev`: whoever saves must have seen the latest, so nothing typed is lost unseen. */
import { stale } from '#src/errors.ts';
import { type Collections, isDuplicateKey } from './collections.ts';
import type { Draft } from './models/draft.ts';
import { hashJson } from './record.ts';
import { wantIndexed } from './search-wants.ts';

/**
 * Saves a draft. The same words of the same writer on the same revision a second time are answered with the first result.
 * @param rev the revision the writer has seen; 0 for a draft that does not exist yet
 * @returns the new revision
 * @throws Refusal `draft-changed-elsewhere` (412) with the stored revision
 */
export async function saveDraft(
  { drafts, items }: Pick<Collections, 'drafts' | 'items'>,
  draft: { item: string; rev: number; body: unknown; savedBy: string; savedAt: Date },
): Promise<number> {
  const next = { rev: draft.rev + 1, body: draft.body, savedAt: draft.savedAt, savedBy: draft.savedBy };
  const conflict = async () => {
    const stored = await drafts.findOne({ _id: draft.item }).lean();
    // The writer's own save, whose reply was lost: the same words again are no conflict.
    const isOwn = stored?.rev === next.rev && stored.savedBy === next.savedBy;
    if (isOwn && hashJson(stored.body) === hashJson(next.body)) return next.rev;
    throw stale('draft-changed-elsewhere', {
      rev: stored?.rev ?? 0,
      savedAt: stored?.savedAt,
      savedBy: stored?.savedBy,
    });
  };
  if (draft.rev === 0) {
    try {
      await drafts.insertOne({ _id: draft.item, ...next });
      return next.rev;
    } catch (error) {
      if (isDuplicateKey(error)) return conflict();
      throw error;
    }
  }
  const { modifiedCount } = await drafts.updateOne({ _id: draft.item, rev: draft.rev }, { $set: next });
  if (modifiedCount === 0) return conflict();
  await wantIndexed({ items }, [draft.item]);
  return next.rev;
}

/** The draft as it is stored; null where there is none. */
export const readDraft = ({ drafts }: Pick<Collections, 'drafts'>, item: string): Promise<Draft | null> =>
  drafts.findOne({ _id: item }).lean().exec();
