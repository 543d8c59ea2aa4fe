/** The list of items a person may read: filtered, sorted, page by page. */

import { trusted } from 'mongoose';
import { z } from 'zod';
import { ITEM_PHASES, type ItemPhase } from '#machines/agenda-item/states.ts';
import { Id } from '#machines/primitives.ts';
import { metaOf, statesOf } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { type ItemName, namesOf, UNTITLED } from './item-titles.ts';
import { readableBy } from './readable-items.ts';

/** What an address may ask for. `phase` groups states; `q` looks in titles and case numbers. */
export const ItemListQuery = z.object({
  phase: z.enum(ITEM_PHASES).optional().catch(undefined),
  owner: Id.optional().catch(undefined),
  organ: Id.optional().catch(undefined),
  q: z.string().trim().max(100).optional().catch(undefined),
  sort: z.enum(['newest', 'title']).catch('newest'),
  cursor: z.string().max(400).optional().catch(undefined),
});
export type ItemListQuery = z.infer<typeof ItemListQuery>;

interface ListedItemRow extends ItemName {
  item: string;
  state: string;
  at: string;
  owner: string;
  openness: 'open' | 'closed';
  type: string;
  /** Ids of the organs on the route, in order; null for one still to be found. */
  organs: (string | null)[];
}

export interface ItemListPage {
  items: ListedItemRow[];
  /** Where the next page begins; null on the last. */
  next: string | null;
}

const PAGE_SIZE = 25;
/** Sorting by title reads what it sorts: above this many the newest are taken. */
const SORTABLE = 2_000;

const statesIn = (phase: ItemPhase) =>
  statesOf('agenda-item').filter((state) => metaOf('agenda-item', state).phase === phase);

/** Danish order: æ, ø, å come last, aa counts as å, digits by value. */
const danish = new Intl.Collator('da', { numeric: true });

/** @param query as checked by ItemListQuery; a cursor of another sort order begins at the start */
export async function itemList(
  deps: Pick<CommandDeps, 'collections' | 'contents'>,
  actor: Actor,
  query: ItemListQuery,
): Promise<ItemListPage> {
  const filter = {
    ...readableBy(actor),
    ...(query.phase ? { state: trusted({ $in: statesIn(query.phase) }) } : {}),
    ...(query.owner ? { owner: query.owner } : {}),
    ...(query.organ ? { 'context.route.organ': query.organ } : {}),
  };
  return query.sort === 'title' || query.q ? sortedInService(deps, query, filter) : newestFirst(deps, query, filter);
}

async function newestFirst(
  deps: Pick<CommandDeps, 'collections' | 'contents'>,
  query: ItemListQuery,
  filter: object,
): Promise<ItemListPage> {
  const [at, id] = decodeCursor(query.cursor);
  const after = at && id ? { $or: [{ at: trusted({ $lt: at }) }, { at, _id: trusted({ $lt: id }) }] } : {};
  const found = await deps.collections.items
    .find({ ...filter, ...after })
    .sort({ at: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .lean();
  const page = found.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  const next = found.length > PAGE_SIZE && last ? encodeCursor([last.at, last._id]) : null;
  return { items: await listed(deps, page), next };
}

async function sortedInService(
  deps: Pick<CommandDeps, 'collections' | 'contents'>,
  query: ItemListQuery,
  filter: object,
): Promise<ItemListPage> {
  const rows = await deps.collections.items.find(filter).sort({ at: -1, _id: -1 }).limit(SORTABLE).lean();
  const wanted = query.q?.toLocaleLowerCase('da') ?? '';
  const all = (await listed(deps, rows)).filter(({ title, caseNumber }) =>
    `${title}\n${caseNumber ?? ''}`.toLocaleLowerCase('da').includes(wanted),
  );
  if (query.sort === 'title') all.sort((a, b) => danish.compare(a.title, b.title) || (a.item < b.item ? -1 : 1));
  const [, lastShown] = decodeCursor(query.cursor);
  const start = lastShown ? all.findIndex(({ item }) => item === lastShown) + 1 : 0;
  const items = all.slice(start, start + PAGE_SIZE);
  const last = items.at(-1);
  return { items, next: last && start + PAGE_SIZE < all.length ? encodeCursor(['', last.item]) : null };
}

async function listed(deps: Pick<CommandDeps, 'collections' | 'contents'>, rows: ItemRow[]): Promise<ListedItemRow[]> {
  const names = await namesOf(deps, rows);
  return rows.map(({ _id: item, state, at, owner, context }) => ({
    item,
    ...(names.get(item) ?? UNTITLED),
    state,
    at,
    owner,
    openness: context.openness,
    type: context.type,
    organs: context.route.flatMap((step) => (step.kind === 'organ' ? [step.organ] : [])),
  }));
}

const encodeCursor = (key: [string, string]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

function decodeCursor(cursor: string | undefined): [string?, string?] {
  if (cursor === undefined) return [];
  try {
    const key = z.tuple([z.string().max(40), Id]).safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return key.success ? key.data : [];
  } catch {
    return [];
  }
}
