/** How far an edition has come, in pages, and how long what is left is expected to take. */
import { trusted } from 'mongoose';
import { PdfFacts } from '#src/renditions/facts.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Edition } from '#src/store/models/edition.ts';
import type { Rendition } from '#src/store/models/rendition.ts';

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
  const [renditions, usual] = await Promise.all([renditionsOf(deps, 'prepare', bilag), usualTimes(deps)]);
  const known = bilag.flatMap((file) => renditions.get(file) ?? []).filter(({ state }) => state !== 'wanted');
  const pages = known.reduce((sum, row) => sum + pagesOf(row), 0);
  const left = bilag.length - known.length;
  const each = known.length === 0 ? USUAL_PAGES : pages / known.length;
  const of = progress?.of ?? Math.round(pages + left * each);
  const toPlace = of - (progress?.done ?? 0);
  const expected = (usual.perBilag ?? 0) * left + (usual.perPage ?? 0) * toPlace;
  const isKnown = (left === 0 || usual.perBilag !== null) && usual.perPage !== null;
  return {
    bilag: { done: known.length, of: bilag.length },
    pages: { done: progress?.done ?? pages, of },
    expectedMs: isKnown ? Math.round(expected) : null,
  };
}

const pagesOf = ({ facts }: Pick<Rendition, 'facts'>): number => {
  const parsed = PdfFacts.safeParse(facts);
  return parsed.success ? parsed.data.pages : 0;
};

/** How long a bilag and a page took lately, in milliseconds; null where there has been none. */
async function usualTimes({ collections: { renditions, editions } }: Deps) {
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
