/** What search reads: the words of every item as each kind of its readers sees it, and all words that there are. */
import { modelOf, rowSchema } from '#src/model.ts';
import type { ReaderKey } from '#src/readers/reader-keys.ts';

/** An item as some of its readers see it. Those who see more of it have a row of their own: of its rows every reader has one. */
export interface SearchRow {
  /** "<item>" or "<item>.<n>". */
  _id: string;
  item: string;
  /** Which transition and which revision of the draft it was made of; it only grows. */
  stamp: number;
  readers: ReaderKey[];
  /** As the item's own row has them. */
  at: string;
  state: string;
  owner: string;
  /** Keys of the office and the organs that have it now. */
  holders: string[];
  /** The organs of its route. */
  organs: string[];
  /** The files of its attachments, by hash, also of those whose text has not been read yet. */
  files: string[];
  /** What titles are sorted by. */
  titleKey: string;
  /** The words, each once, folded. */
  words: string[];
  /** The words in their order, folded, a space before and after each: for phrases. */
  text: string;
}

const text = { type: String, required: true } as const;
const texts = { type: [String], required: true } as const;

const schema = rowSchema<SearchRow>({
  _id: text,
  item: text,
  stamp: { type: Number, required: true },
  readers: texts,
  at: text,
  state: text,
  owner: text,
  holders: texts,
  organs: texts,
  files: texts,
  titleKey: { type: String, default: '' },
  words: texts,
  text,
});
// The rows with a word, the newest first.
schema.index({ words: 1, at: -1, item: -1 }, { name: 'words_1_at_-1_item_-1' });
// The rows that somebody may read, the newest first.
schema.index({ readers: 1, at: -1, item: -1 }, { name: 'readers_1_at_-1_item_-1' });
// The rows that somebody may read, by title.
schema.index({ readers: 1, titleKey: 1, item: 1 }, { name: 'readers_1_titleKey_1_item_1' });
// The rows of an item.
schema.index({ item: 1 }, { name: 'item_1' });

// The items that have a file, once its text has been read.
schema.index({ files: 1 }, { name: 'files_1' });

/** A word that some row has, by which longer words are found that begin with it. */
export interface SearchWord {
  _id: string;
  /** How many rows have had it: what a search begins with. It need not be exact. */
  rows: number;
}

export const searchRowModel = modelOf('SearchRow', 'searchRows', schema);
export const searchWordModel = modelOf(
  'SearchWord',
  'searchWords',
  rowSchema<SearchWord>({ _id: text, rows: { type: Number, required: true } }),
);
