/** Finds one page of items, and how many there are: in the items' own rows, or, where words or titles count, in those of search. */
import { type Model, trusted } from 'mongoose';
import { z } from 'zod';
import type { ItemPhase } from '#machines/agenda-item/states.ts';
import { Id } from '#machines/primitives.ts';
import { metaOf, statesOf } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import { endOfDay, instantOf } from '#src/calendar/zoned.ts';
import { readerKeysOf } from '#src/readers/reader-keys.ts';
import { planSearch } from '#src/search/plan-search.ts';
import type { SearchTerm } from '#src/search/search-query.ts';
import type { Collections } from '#src/store/collections.ts';
import type { ItemListQuery } from './item-query.ts';
import { readBy } from './readable-items.ts';

/** How many there are, counted up to `MOST_COUNTED`. */
export interface Count {
  found: number;
  /** Whether there are more than were counted. */
  more: boolean;
}

interface Page {
  ids: string[];
  count: Count;
  next: string | null;
  previous: string | null;
}

interface Deps {
  collections: Pick<Collections, 'items' | 'searchRows' | 'searchWords'>;
}

const PAGE_SIZE = 25;
/** Nobody turns so many pages, and counting them all would take longer than showing one. */
const MOST_COUNTED = 100;

type Condition = Record<string, unknown>;
type Field = 'at' | 'titleKey';

/** The rows of a table in an order. */
interface Source {
  model: Model<Record<string, unknown>>;
  conditions: Condition[];
  /** What they are sorted by first; then by the item. */
  field: Field;
  /** What the item is called in the table. */
  id: '_id' | 'item';
  /** The index that reads least; undefined leaves it to the store. */
  hint: string | undefined;
}

const statesIn = (phase: ItemPhase) =>
  statesOf('agenda-item').filter((state) => metaOf('agenda-item', state).phase === phase);

/** What rows of both tables are asked alike. */
const common = ({ phase, owner, from, to }: ItemListQuery): Condition[] => [
  ...(phase ? [{ state: trusted({ $in: statesIn(phase) }) }] : []),
  ...(owner ? [{ owner }] : []),
  ...(from ? [{ at: trusted({ $gte: instantOf(from, '00:00') }) }] : []),
  ...(to ? [{ at: trusted({ $lt: endOfDay(to) }) }] : []),
];

/** The newest first, from the items' own rows. */
export function findListed({ collections }: Deps, actor: Actor, query: ItemListQuery): Promise<Page> {
  const [kind, holder] = query.holder?.split(':') ?? [];
  const conditions = [
    readBy(readerKeysOf(actor)),
    ...common(query),
    ...(query.organ ? [{ 'context.route.organ': query.organ }] : []),
    ...(kind === 'office' ? [{ waitsForOffice: holder }] : []),
    ...(kind === 'organ' ? [{ $or: [{ waitsForOrgan: holder }, { 'context.listing.organ': holder }] }] : []),
  ];
  const model = collections.items as unknown as Source['model'];
  return pageOf({ model, conditions, field: 'at', id: '_id', hint: undefined }, query.cursor);
}

/** Those that have all of the terms, the newest first or by title. */
export async function findSearched(
  { collections }: Deps,
  actor: Actor,
  query: ItemListQuery,
  terms: readonly SearchTerm[],
): Promise<Page> {
  const field = query.sort === 'title' ? 'titleKey' : 'at';
  const plan = await planSearch(collections, actor, terms, field);
  if (plan === null) return pageFrom([], 'at', undefined);
  const conditions = [
    readBy(readerKeysOf(actor)),
    ...plan.conditions,
    ...common(query),
    ...(query.organ ? [{ organs: query.organ }] : []),
    ...(query.holder ? [{ holders: query.holder }] : []),
  ];
  const model = collections.searchRows as unknown as Source['model'];
  return pageOf({ model, conditions, field, id: 'item', hint: plan.hint }, query.cursor);
}

interface Key {
  /** What the row is sorted by. */
  by: string;
  item: string;
}
/** A page goes on after a row, or comes before it. */
interface Cursor extends Key {
  field: Field;
  back: boolean;
}

async function pageOf(source: Source, cursor: string | undefined): Promise<Page> {
  const at = decodeCursor(cursor, source.field);
  // Titles go from A to Å, instants from the newest back; a page before goes the other way.
  const direction = (source.field === 'titleKey' ? 1 : -1) * (at?.back ? -1 : 1);
  if (at === undefined) return pageFrom(await keysOf(source, direction, MOST_COUNTED + 1), source.field, undefined);
  const [found, all] = await Promise.all([
    keysOf({ ...source, conditions: [...source.conditions, beyond(source, at, direction)] }, direction, PAGE_SIZE + 1),
    keysOf(source, direction, MOST_COUNTED + 1),
  ]);
  return { ...pageFrom(found, source.field, at), count: countOf(all) };
}

const beyond = ({ field, id }: Source, { by, item }: Key, direction: number): Condition => {
  const compare = direction > 0 ? '$gt' : '$lt';
  return { $or: [{ [field]: trusted({ [compare]: by }) }, { [field]: by, [id]: trusted({ [compare]: item }) }] };
};

async function keysOf(
  { model, conditions, field, id, hint }: Source,
  direction: number,
  limit: number,
): Promise<Key[]> {
  const query = model
    .find({ $and: conditions }, { [field]: 1, [id]: 1 })
    .sort({ [field]: direction as 1 | -1, [id]: direction as 1 | -1 })
    .limit(limit)
    .batchSize(limit);
  const rows = await (hint === undefined ? query : query.hint(hint)).lean();
  const keys = rows.map((row) => ({ by: String(row[field]), item: String(row[id]) }));
  // Somebody who belongs to two kinds of an item's readers meets both of its rows, one after the other.
  return keys.filter(({ item }, n) => item !== keys[n - 1]?.item);
}

const countOf = (keys: readonly Key[]): Count => ({
  found: Math.min(keys.length, MOST_COUNTED),
  more: keys.length > MOST_COUNTED,
});

/** @param keys one more than a page has, where there is a further page @param at where the page goes on from */
function pageFrom(keys: readonly Key[], field: Field, at: Cursor | undefined): Page {
  const isBack = at?.back === true;
  const page = keys.slice(0, PAGE_SIZE);
  if (isBack) page.reverse();
  const further = keys.length > PAGE_SIZE;
  const [first, last] = [page[0], page.at(-1)];
  return {
    ids: page.map(({ item }) => item),
    count: countOf(keys),
    next: last && (isBack || further) ? encodeCursor({ ...last, field, back: false }) : null,
    previous: first && (isBack ? further : at !== undefined) ? encodeCursor({ ...first, field, back: true }) : null,
  };
}

const CursorParts = z.tuple([z.enum(['at', 'titleKey']), z.boolean(), z.string().max(200), Id]);

const encodeCursor = ({ field, back, by, item }: Cursor): string =>
  Buffer.from(JSON.stringify([field, back, by, item])).toString('base64url');

/** @returns undefined for what no page has said, or a page in another order */
function decodeCursor(cursor: string | undefined, field: Field): Cursor | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [of, back, by, item] = CursorParts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return of === field ? { field, back, by, item } : undefined;
  } catch {
    return undefined;
  }
}
