/** How far an edition has come, in pages, and how long what is left is expected to take. */
import { trusted } from 'mongoose';
import { renditionId } from '#src/renditions/rendition-rows.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Edition } from '#src/store/models/edition.ts';

export interface PacketProgress {
  /** Bilag that are prepared, or cannot be. */
  bilag: { done: number; of: number };
  /** Pages that are prepared, or in place; `of` is estimated while bilag are still unknown. */
  pages: { done: number; of: number };
  /** Milliseconds; null where nothing like it has been built yet. */
  expectedMs: number | null;
}

type Deps = { collections: Pick<Collections, 'renditions' | 'editions'> };

/** Steps looked back on. */
const LOOK_BACK = 50;
/** What a bilag is taken to have where none of a packet has been measured. */
const USUAL_PAGES = 5;

/** @returns how far a wanted edition has come */
export async function packetProgress(deps: Deps, { bilag, progress }: Edition): Promise<PacketProgress> {
  const [{ known, pages }, usual] = await Promise.all([preparedOf(deps, bilag), usualTimes(deps)]);
  const left = bilag.length - known;
  const each = known === 0 ? USUAL_PAGES : pages / known;
  const of = progress?.of ?? Math.round(pages + left * each);
  const toPlace = of - (progress?.done ?? 0);
  const expected = (usual.perBilag ?? 0) * left + (usual.perPage ?? 0) * toPlace;
  const isKnown = (left === 0 || usual.perBilag !== null) && usual.perPage !== null;
  return {
    bilag: { done: known, of: bilag.length },
    pages: { done: progress?.done ?? pages, of },
    expectedMs: isKnown ? Math.round(expected) : null,
  };
}

/** Summed in the store: it is asked once a second by everybody who watches. */
async function preparedOf(
  { collections: { renditions } }: Deps,
  files: readonly string[],
): Promise<{ known: number; pages: number }> {
  if (files.length === 0) return { known: 0, pages: 0 };
  const ids = files.map((file) => renditionId('prepare', file));
  const [sums] = await renditions
    .aggregate<{ known: number; pages: number }>([
      { $match: { _id: { $in: ids }, state: { $ne: 'wanted' } } },
      { $group: { _id: null, known: { $sum: 1 }, pages: { $sum: '$facts.pages' } } },
    ])
    .exec();
  return sums ?? { known: 0, pages: 0 };
}

interface UsualTimes {
  perBilag: number | null;
  perPage: number | null;
}

/** What was usual a minute ago still is. Milliseconds. */
const USUAL_FOR_MS = 60_000;
const usualOf = new WeakMap<object, { until: number; times: Promise<UsualTimes> }>();

function usualTimes(deps: Deps): Promise<UsualTimes> {
  const known = usualOf.get(deps.collections);
  if (known !== undefined && known.until > Date.now()) return known.times;
  const times = lookBack(deps);
  usualOf.set(deps.collections, { until: Date.now() + USUAL_FOR_MS, times });
  times.catch(() => usualOf.delete(deps.collections));
  return times;
}

/** How long a bilag and a page took lately, in milliseconds; null where there has been none. */
async function lookBack({ collections: { renditions, editions } }: Deps): Promise<UsualTimes> {
  const [prepared, built] = await Promise.all([
    renditions
      .find({ state: 'done', recipe: 'prepare', beganAt: trusted({ $ne: null }) })
      .sort({ availableAt: -1 })
      .limit(LOOK_BACK)
      .select({ beganAt: 1, endedAt: 1 })
      .lean(),
    editions.find({ state: 'done' }).sort({ availableAt: -1 }).limit(LOOK_BACK).select({ tookMs: 1, pages: 1 }).lean(),
  ]);
  const tookMs = prepared.map(({ beganAt, endedAt }) => Number(endedAt) - Number(beganAt));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const pages = sum(built.map((row) => row.pages ?? 0));
  return {
    perBilag: tookMs.length === 0 ? null : sum(tookMs) / tookMs.length,
    perPage: pages === 0 ? null : sum(built.map((row) => row.tookMs ?? 0)) / pages,
  };
}
