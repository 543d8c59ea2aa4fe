/** Texts without the characters that no font of ours has. Pure. */

/** Stands for a character that cannot be printed; the font has it, and nobody takes it for a word's own. */
const REPLACEMENT = '◊';

/** Whether it is the replacement itself, which is never replaced. */
export const printable = (text: string): boolean => text === REPLACEMENT || text === '';

/** Addresses and names are not printed. */
const UNPRINTED = new Set(['href', 'key', 'id', 'kind']);

/** A copy of `value` in whose printed strings each of `unprintable` is replaced. */
export function replaceIn<T>(value: T, unprintable: ReadonlySet<string>): T {
  if (unprintable.size === 0) return value;
  // Longer ones first: what begins with another is one character, not two.
  const longestFirst = [...unprintable].toSorted((a, b) => b.length - a.length);
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return longestFirst.reduce((text, part) => text.replaceAll(part, REPLACEMENT), one);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, child]) => [name, UNPRINTED.has(name) ? child : walk(child)]),
    );
  };
  return walk(value) as T;
}
