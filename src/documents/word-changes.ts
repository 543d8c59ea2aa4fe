/** What has changed between two lines of text, word by word. Pure. */
import { diffArrays } from 'diff';
import { wordTokens } from './word-tokens.ts';

export interface WordChange {
  text: string;
  mark: 'same' | 'added' | 'removed';
}

/** Texts that have less in common than this are not compared word by word: it would take long, and say nothing. */
const MOST_EDITS = 1_500;

interface Stretch {
  removed: string;
  added: string;
  same: string;
}
const isRewrite = (stretch: Stretch | undefined) => stretch !== undefined && !!stretch.removed && !!stretch.added;

/** @returns the parts in order: without the added ones they are `before`, without the removed ones `after` */
export function wordChanges(before: string, after: string): WordChange[] {
  const parts = diffArrays(wordTokens(before), wordTokens(after), { maxEditLength: MOST_EDITS });
  const stretches = parts === undefined ? [{ removed: before, added: after, same: '' }] : joined(stretchesOf(parts));
  return stretches
    .flatMap(({ removed, added, same }): WordChange[] => [
      { text: removed, mark: 'removed' },
      { text: added, mark: 'added' },
      { text: same, mark: 'same' },
    ])
    .filter(({ text }) => text !== '');
}

/** What was taken out and put in at one place, and what follows unchanged. */
function stretchesOf(parts: readonly { value: string[]; added: boolean; removed: boolean }[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { value, added, removed } of parts) {
    const text = value.join('');
    let last = stretches.at(-1);
    if (last === undefined || (last.same !== '' && (added || removed))) {
      last = { removed: '', added: '', same: '' };
      stretches.push(last);
    }
    last[added ? 'added' : removed ? 'removed' : 'same'] += text;
  }
  return stretches;
}

/** Words that were rewritten one after the other are one change: only a space between them is the same. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    if (last && last.same !== '' && last.same.trim() === '' && isRewrite(last) && isRewrite(stretch)) {
      last.removed += last.same + stretch.removed;
      last.added += last.same + stretch.added;
      last.same = stretch.same;
    } else all.push({ ...stretch });
  }
  return all;
}

/** How much two texts have in common: 0 where no word is the same, 1 where all are, whatever their order. */
export function likeness(one: string, other: string): number {
  const [left, right] = [bagOf(one), bagOf(other)];
  let shared = 0;
  for (const [word, times] of left.words) shared += Math.min(times, right.words.get(word) ?? 0);
  return (2 * shared) / Math.max(1, left.size + right.size);
}

function bagOf(text: string) {
  const all = wordTokens(text).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const words = new Map<string, number>();
  for (const word of all) words.set(word, (words.get(word) ?? 0) + 1);
  return { words, size: all.length };
}
