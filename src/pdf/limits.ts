/** How much one printed document may hold. Checked before anything recursive touches the data. */

import { Refusal } from '#src/errors.ts';

export interface PrintLimits {
  /** In levels of JSON. Word's own lists go nine deep, and each takes four levels: list, content, item, content. */
  depth: number;
  /** A table cell is about eight values and costs 60 kB while it is set. */
  values: number;
  characters: number;
}

/** One item: so many values keep the process under a gigabyte. */
const OF_ITEM: PrintLimits = { depth: 60, values: 100_000, characters: 3_000_000 };
/** A whole meeting, in the process of a worker; each of its items stands a few levels deeper. */
export const OF_PACKET: PrintLimits = { depth: 70, values: 250_000, characters: 12_000_000 };

/**
 * Refuses (413 `pdf-too-large`, with what is too much of) data that is nested too deep, has too many parts or too much
 * text to be set in reasonable time. Hundreds of pages fit. Walks without recursion, so depth cannot hurt it.
 */
export function refuseTooLarge(data: unknown, most: PrintLimits = OF_ITEM): void {
  const stack: { value: unknown; depth: number }[] = [{ value: data, depth: 0 }];
  let values = 0;
  let characters = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (depth > most.depth) throw new Refusal('pdf-too-large', 413, { what: 'depth', most: most.depth });
    if (values > most.values) throw new Refusal('pdf-too-large', 413, { what: 'parts', most: most.values });
    if (characters > most.characters) {
      throw new Refusal('pdf-too-large', 413, { what: 'characters', most: most.characters });
    }
    if (typeof value === 'object' && value !== null) {
      for (const child of Object.values(value)) stack.push({ value: child, depth: depth + 1 });
    }
  }
}
