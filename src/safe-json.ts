/** What nothing that comes from outside may be: nested or spread beyond what can be stored and printed, or text that is no text. */

import { Refusal } from '#src/errors.ts';
import { tableCounter } from './table-size.ts';

/** In levels of JSON. Word's own lists go nine deep, and each takes four: list, content, item, content. */
const DEEPEST = 50;

/**
 * Walks without recursion, so depth cannot hurt it; whatever recurs comes after.
 * Half a character (a lone surrogate) is stored as another than the one that was hashed: the chain would be broken from the start.
 * @throws Refusal `nested-too-deep`, `half-character`, `table-too-wide`, `tables-too-large` (400)
 */
export function assertSafeJson(input: unknown): void {
  const countTable = tableCounter();
  const stack = [{ value: input, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, depth } = next;
    if (depth > DEEPEST) throw new Refusal('nested-too-deep', 400, { most: DEEPEST });
    if (typeof value === 'string' && !value.isWellFormed()) throw new Refusal('half-character', 400);
    if (typeof value !== 'object' || value === null) continue;
    countTable(value);
    for (const [name, child] of Object.entries(value)) {
      if (!name.isWellFormed()) throw new Refusal('half-character', 400);
      stack.push({ value: child, depth: depth + 1 });
    }
  }
}
