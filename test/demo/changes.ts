/** Every single change that can be made to a JSON value: where, and to what. */

export type Path = (string | number)[];

/** The path of every value in a JSON value, empty lists and objects included. */
export function pathsIn(value: unknown, here: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, inside]) => pathsIn(inside, [...here, key]))];
}
export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], value);

/** A copy with another value at a path. */
export function changed<T>(value: T, path: Path, to: unknown): T {
  const copy = structuredClone(value);
  const inside = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  inside[path.at(-1) ?? ''] = to;
  return copy;
}
export const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
