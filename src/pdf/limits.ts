/** How much one printed document may hold. Checked before anything recursive touches the data. */

import { Refusal } from '#src/errors.ts';

/** In levels of JSON. Word's own lists go nine deep, and each takes four levels: list, content, item, content. */
const DEEPEST = 60;
/** A table cell is about eight values and costs 60 kB while it is set: this many keep the process under a gigabyte. */
const MOST_VALUES = 100_000;
const MOST_CHARACTERS = 3_000_000;

/**
 * Refuses (413 `pdf-too-large`, with what is too much of) data that is nested too deep, has too many parts or too much
 * text to be set in reasonable time. Hundreds of pages fit. Walks without recursion, so depth cannot hurt it.
 */
export function refuseTooLarge(data: unknown): void {
  const stack: { value: unknown; depth: number }[] = [{ value: data, depth: 0 }];
  let values = 0;
  let characters = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (depth > DEEPEST) throw new Refusal('pdf-too-large', 413, { what: 'depth', most: DEEPEST });
    if (values > MOST_VALUES) throw new Refusal('pdf-too-large', 413, { what: 'parts', most: MOST_VALUES });
    if (characters > MOST_CHARACTERS) {
      throw new Refusal('pdf-too-large', 413, { what: 'characters', most: MOST_CHARACTERS });
    }
    if (typeof value === 'object' && value !== null) {
      for (const child of Object.values(value)) stack.push({ value: child, depth: depth + 1 });
    }
  }
}
