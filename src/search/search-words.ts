/** All words that search knows: by them it finds those that begin with what was typed, and with which word it had best begin. */

import { trusted } from 'mongoose';
import { driverOf } from '#src/model.ts';
import { type Collections, ignoreDuplicates } from '#src/store/collections.ts';
import type { SearchRow } from '#src/store/models/search.ts';

type Words = Pick<Collections, 'searchWords'>;

/** Enters the words that rows have gained and lost. */
export async function countWords(
  { searchWords }: Words,
  made: readonly Pick<SearchRow, 'words'>[],
  old: readonly Pick<SearchRow, 'words'>[],
): Promise<void> {
  const change = new Map<string, number>();
  const add = (rows: readonly Pick<SearchRow, 'words'>[], by: number) => {
    for (const word of rows.flatMap(({ words }) => words)) change.set(word, (change.get(word) ?? 0) + by);
  };
  add(made, 1);
  add(old, -1);
  const changes = [...change].filter(([, by]) => by !== 0);
  if (changes.length === 0) return;
  const entered = driverOf(searchWords).bulkWrite(
    changes.map(([_id, by]) => ({ updateOne: { filter: { _id }, update: { $inc: { rows: by } }, upsert: true } })),
    { ordered: false },
  );
  // Two processes that enter a new word at once: it is there, and counted once less.
  await ignoreDuplicates(entered);
}

/** So many words are looked up one by one; of more the whole range is read. */
const MOST_WORDS = 40;

/** What a row has to have for a word of the question, and how many rows do, about. */
export interface WordCondition {
  words: unknown;
  rows: number;
}

/**
 * @param isPrefix whether longer words that begin with it count
 * @returns null where no row has such a word
 */
export async function conditionFor(
  { searchWords }: Words,
  word: string,
  isPrefix: boolean,
): Promise<WordCondition | null> {
  const range = { $gte: word, $lt: `${word}\uffff` };
  const found = await searchWords
    .find(isPrefix ? { _id: trusted(range) } : { _id: word })
    .sort({ _id: 1 })
    .limit(MOST_WORDS + 1)
    .lean();
  const present = found.filter(({ rows }) => rows > 0);
  if (present.length === 0) return null;
  const rows = present.reduce((sum, each) => sum + each.rows, 0);
  if (found.length > MOST_WORDS) return { words: trusted({ $elemMatch: range }), rows };
  return { words: trusted({ $in: present.map(({ _id }) => _id) }), rows };
}
