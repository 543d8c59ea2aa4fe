/** A draft is one mutable document guarded by `rev`: whoever saves must have seen the latest, so nothing typed is lost unseen. */
import { stale } from '#src/errors.ts';
import { type Collections, type Draft, isDuplicateKey } from './collections.ts';

/**
 * Saves a draft.
 * @param rev the revision the writer has seen; 0 for a draft that does not exist yet
 * @returns the new revision
 * @throws Refusal `draft-changed-elsewhere` (412) with the stored revision
 */
export async function saveDraft(
  { drafts }: Pick<Collections, 'drafts'>,
  draft: { item: string; rev: number; body: unknown; savedBy: string; savedAt: Date },
): Promise<number> {
  const next = { rev: draft.rev + 1, body: draft.body, savedAt: draft.savedAt, savedBy: draft.savedBy };
  const conflict = async () => {
    const stored = await drafts.findOne({ _id: draft.item }, { projection: { rev: 1, savedBy: 1, savedAt: 1 } });
    return stale('draft-changed-elsewhere', {
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
      if (isDuplicateKey(error)) throw await conflict();
      throw error;
    }
  }
  const { modifiedCount } = await drafts.updateOne({ _id: draft.item, rev: draft.rev }, { $set: next });
  if (modifiedCount === 0) throw await conflict();
  return next.rev;
}

export const readDraft = ({ drafts }: Pick<Collections, 'drafts'>, item: string): Promise<Draft | null> =>
  drafts.findOne({ _id: item });
