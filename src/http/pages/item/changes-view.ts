/** The differences between two texts as the template `item-changes` takes them. */
import type { LineChange } from '#src/documents/compare-texts.ts';
import { placeOf } from '#src/words/text-changes.ts';

export const changesView = (changes: readonly LineChange[]) =>
  changes.map((change) => ({ place: placeOf(change), words: change.words }));
