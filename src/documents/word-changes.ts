/** What has changed between two lines of text, word by word. Pure. */
import { diffArrays } from 'diff';
import { wordTokens } from './word-tokens.ts';

export interface WordChange {
  text: string;
  mark: 'same' | 'added' | 'removed';
}

/**
 * How much may be compared word by word. The work grows with the square of the edits between two lines (Myers, "An O(ND) Difference
 * Algorithm", 1986), so that is what is counted: over all lines of two texts together, which share one budget.
 */
export interface EditBudget {
  left: number;
}
/** A thousand words of one line taken out or put in; lines with less in common are shown whole, which says as much. */
export const editBudget = (): EditBudget => ({ left: 1_000 ** 2 });

interface Stretch {
  removed: string;
  added: string;
  same: string;
}
const isRewrite = (stretch: Stretch | undefined) => stretch !== undefined && !!stretch.removed && !!stretch.added;

/**
 * @param budget what may still be spent, and is less afterwards
 * @returns the parts in order: without the added ones they are `before`, without the removed ones `after`
 */
export function wordChanges(before: string, after: string, budget = editBudget()): WordChange[] {
  const most = Math.floor(Math.sqrt(budget.left));
  const parts = most === 0 ? undefined : diffArrays(wordTokens(before), wordTokens(after), { maxEditLength: most });
  const edits = parts?.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0) ?? most;
  budget.left -= edits ** 2;
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

/** How often each word stands in a text, whatever their order. */
export interface WordCounts {
  times: ReadonlyMap<string, number>;
  total: number;
}

export function wordsOf(text: string): WordCounts {
  const all = wordTokens(text).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const times = new Map<string, number>();
  for (const word of all) times.set(word, (times.get(word) ?? 0) + 1);
  return { times, total: all.length };
}

/** How much two texts have in common: 0 where no word is the same, 1 where all are. */
export function likeness(one: WordCounts, other: WordCounts): number {
  let shared = 0;
  for (const [word, times] of one.times) shared += Math.min(times, other.times.get(word) ?? 0);
  return (2 * shared) / Math.max(1, one.total + other.total);
}
