/**
 * How a search reads least. Two lists can be read in the order of the result: the rows with a word, and the rows that somebody may
 * read. Whoever may read few rows has those read; a word that few rows have, has its rows read; and where both are many, a page is full
 * after a short stretch of either.
 */

import { trusted } from 'mongoose';
import type { Actor } from '#src/auth/actor.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { readerKeysOf } from '#src/readers/reader-keys.ts';
import type { Collections } from '#src/store/collections.ts';
import type { SearchTerm } from './search-query.ts';
import { conditionFor } from './search-words.ts';

export interface SearchPlan {
  conditions: Record<string, unknown>[];
  /** The name of the index to read. */
  hint: string;
}

/** So many rows are read whatever else there is: it takes a few milliseconds. */
const FEW = 300;
/** A word that more than every tenth row has fills a page from any list of rows. */
const COMMON = 10;

const INDEXES = {
  at: { words: 'words_1_at_-1_item_-1', readers: 'readers_1_at_-1_item_-1' },
  titleKey: { words: 'words_1_at_-1_item_-1', readers: 'readers_1_titleKey_1_item_1' },
} as const;

/**
 * @param field what the result is sorted by
 * @returns null where no item at all has one of the terms
 */
export async function planSearch(
  collections: Pick<Collections, 'items' | 'searchRows' | 'searchWords'>,
  actor: Actor,
  terms: readonly SearchTerm[],
  field: keyof typeof INDEXES,
): Promise<SearchPlan | null> {
  const wanted = terms.flatMap(({ words, isPrefix }) =>
    words.map((word, n) => conditionFor(collections, word, isPrefix && n === words.length - 1)),
  );
  const conditions = (await Promise.all(wanted)).filter((condition) => condition !== null);
  if (conditions.length < wanted.length) return null;
  // The word that fewest rows have goes first: it is the one that is looked up.
  conditions.sort((a, b) => a.rows - b.rows);
  const [rarest] = conditions;
  const indexes = INDEXES[field];
  const hint =
    rarest === undefined || !(await wordReadsLess(collections, actor, rarest.rows, field))
      ? indexes.readers
      : indexes.words;
  return { hint, conditions: [...conditions.map(({ words }) => ({ words })), ...phrasesIn(terms)] };
}

async function wordReadsLess(
  { items, searchRows }: Pick<Collections, 'items' | 'searchRows'>,
  actor: Actor,
  rows: number,
  field: keyof typeof INDEXES,
): Promise<boolean> {
  if (rows <= FEW) return true;
  const isCommon = rows * COMMON > (await searchRows.estimatedDocumentCount());
  // Of the word's rows those are read that come first; the secretariat may read every one of them.
  if (isSecretariat(actor)) return field === 'at' || !isCommon;
  if (isCommon) return false;
  const readable = await items
    .find({ readers: trusted({ $in: readerKeysOf(actor) }) }, { _id: 1 })
    .limit(FEW + 1)
    .lean();
  return readable.length > FEW;
}

/** Words that stand together are looked for in the text, of the rows that have them all. */
const phrasesIn = (terms: readonly SearchTerm[]): Record<string, unknown>[] =>
  terms
    .filter(({ words }) => words.length > 1)
    .map(({ words, isPrefix }) => ({ text: trusted({ $regex: ` ${words.join(' ')}${isPrefix ? '' : ' '}` }) }));
