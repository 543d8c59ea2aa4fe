/** What agenda items are called, many at once: from the version that stands, or from the draft of one not yet sent. */
import { trusted } from 'mongoose';
import { hasTag } from '#machines/states.ts';
import type { CommandDeps } from '#src/context.ts';
import { contentIn } from '#src/documents/decision.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import type { ItemRow } from '#src/store/projections.ts';

type Parts = Pick<CommandDeps, 'collections' | 'contents'>;

export interface ItemName {
  title: string;
  caseNumber: string | null;
}

/** Shown where nobody has written a title yet. */
export const UNTITLED: ItemName = { title: 'Punkt uden titel', caseNumber: null };

/**
 * The names of items. Whether the reader may see them is for the caller to judge first.
 * @returns by item id; an item whose text cannot be read is `UNTITLED`
 */
export async function namesOf(
  { collections, contents }: Parts,
  rows: readonly Pick<ItemRow, '_id' | 'state' | 'context'>[],
): Promise<Map<string, ItemName>> {
  const isDraft = ({ state }: { state: string }) => hasTag('agenda-item', state, 'drafting');
  const drafts = rows.filter((row) => isDraft(row) || row.context.version === null).map(({ _id }) => _id);
  const hashes = rows.flatMap((row) => (isDraft(row) ? [] : (row.context.version?.hash ?? [])));
  const [versions, bodies] = await Promise.all([contents.readMany(hashes), readDrafts(collections, drafts)]);
  return new Map(
    rows.map((row) => {
      const content = bodies.get(row._id) ?? contentIn(versions.get(row.context.version?.hash ?? ''));
      return [row._id, content ? named(content) : UNTITLED];
    }),
  );
}

const named = ({ title, caseNumber }: ItemName): ItemName => ({ title: title || UNTITLED.title, caseNumber });

async function readDrafts({ drafts }: Parts['collections'], ids: string[]): Promise<Map<string, ItemName>> {
  const found = new Map<string, ItemName>();
  if (ids.length === 0) return found;
  for await (const { _id, body } of drafts.find({ _id: trusted({ $in: ids }) }).lean()) {
    const draft = DraftBody.safeParse(body);
    if (draft.success) found.set(_id, draft.data.content);
  }
  return found;
}
