/** The list of items a person may read: searched, filtered, sorted, page by page in both directions, with a count. */

import { trusted } from 'mongoose';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { indexChanged } from '#src/search/index-items.ts';
import { termsIn } from '#src/search/search-query.ts';
import { type ItemHits, textsShown } from './item-hits.ts';
import { type Count, findListed, findSearched } from './item-page.ts';
import type { ItemListQuery } from './item-query.ts';
import { type ItemName, namesOf, UNTITLED } from './item-titles.ts';
import { mayRead } from './readable-items.ts';

interface ListedItemRow extends ItemName {
  item: string;
  state: string;
  at: string;
  owner: string;
  openness: 'open' | 'closed';
  type: string;
  /** Ids of the organs on the route, in order; null for one still to be found. */
  organs: (string | null)[];
  /** Where what was looked for stands; null where nothing was. */
  hits: ItemHits | null;
}

export interface ItemListPage {
  items: ListedItemRow[];
  count: Count;
  /** Where the next page begins; null on the last. */
  next: string | null;
  /** Where the page before ends; null on the first. */
  previous: string | null;
}

type Deps = Pick<App, 'collections' | 'contents' | 'directory' | 'files'>;

/** @param query as checked by ItemListQuery; a cursor of another sort order begins at the start */
export async function itemList(deps: Deps, actor: Actor, query: ItemListQuery): Promise<ItemListPage> {
  const terms = termsIn(query.q ?? '');
  if (query.q && terms.length === 0) return NOTHING;
  const isSearch = terms.length > 0 || query.sort === 'title';
  // Who has just written something finds it: what changed a moment ago is read here, the rest by the workers.
  if (isSearch) await indexChanged(deps);
  const { ids, ...page } = await (isSearch ? findSearched : findListed)(deps, actor, query, terms);
  const rows = await deps.collections.items.find({ _id: trusted({ $in: ids }) }).lean();
  const byId = new Map(rows.map((row) => [row._id, row]));
  // Search may be a moment behind: what has been closed meanwhile is not shown by its older words.
  const shown = ids.flatMap((id) => byId.get(id) ?? []).filter((row) => mayRead(actor, row));
  const [names, hits] = await Promise.all([namesOf(deps, shown), textsShown(deps, actor, shown, terms)]);
  return {
    ...page,
    items: shown.map(({ _id: item, state, at, owner, context }) => ({
      item,
      ...(names.get(item) ?? UNTITLED),
      state,
      at,
      owner,
      openness: context.openness,
      type: context.type,
      organs: context.route.flatMap((step) => (step.kind === 'organ' ? [step.organ] : [])),
      hits: hits?.get(item) ?? null,
    })),
  };
}

const NOTHING: ItemListPage = { items: [], count: { found: 0, more: false }, next: null, previous: null };
