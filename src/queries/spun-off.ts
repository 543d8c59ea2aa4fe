/** The items that have grown out of an item's sub-items, for its reader. */
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import type { SubItem } from '#src/documents/item-content.ts';
import { namesOf } from './item-titles.ts';
import { mayRead } from './readable-items.ts';

type Parts = Pick<CommandDeps, 'collections' | 'contents'>;

/** @returns by sub-item; `title` is null where the reader may not read the item that grew out of it */
export async function spunOffFrom(
  deps: Parts,
  actor: Actor,
  item: string,
  subItems: readonly SubItem[],
): Promise<Map<string, { item: string; title: string | null }[]>> {
  // Few items have sub-items, so none of the others pays for looking.
  if (subItems.length === 0) return new Map();
  const rows = await deps.collections.items.find({ 'context.origin.item': item }).sort({ _id: 1 }).lean();
  const names = await namesOf(
    deps,
    rows.filter((row) => mayRead(actor, row)),
  );
  return Map.groupBy(
    rows.map(({ _id, context }) => ({
      item: _id,
      title: names.get(_id)?.title ?? null,
      from: context.origin?.subItem,
    })),
    ({ from }) => from ?? '',
  );
}
