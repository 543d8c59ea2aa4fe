/** Makes a registry of a folder's modules, which its generated list re-exports (src/dev/registries). */

/** The modules by the value that each has under `Key`. */
type Registry<Key extends string, Modules extends Record<string, Record<Key, string>>> = {
  [Name in keyof Modules as Modules[Name][Key]]: Modules[Name];
};

/**
 * @param key the property by whose value a module is found
 * @param modules `import * as modules from './modules.gen.ts'`
 * @returns the modules by that value, in ascending `order`; those that have none in the order of the list
 * @throws Error where two modules have the same value
 */
export function registryBy<Key extends string, Modules extends Record<string, Record<Key, string>>>(
  key: Key,
  modules: Modules,
): Registry<Key, Modules> {
  const all: (Record<Key, string> & { order?: number })[] = Object.values(modules);
  const sorted = all.toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0));
  const registry = new Map(sorted.map((module) => [module[key], module]));
  if (registry.size < all.length) throw new Error(`two modules have the same ${key}: ${all.map((each) => each[key])}`);
  return Object.fromEntries(registry) as Registry<Key, Modules>;
}
