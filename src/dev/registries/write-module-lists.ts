/** Writes the lists of modules that registries are made of, from the sources as they stand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../services/write-file-atomic.ts';
import { MODULE_LISTS, type ModuleList } from './module-lists.ts';

const HEADER =
  '/** Made by `npm run registries` from the files of this folder; not tracked by git, and not edited. */\n';

/**
 * @param root the project's folder
 * @returns what the list's file must say: one re-export for each declaration, sorted by name
 */
export function moduleListText(root: string, { folder, declared }: ModuleList): string {
  const path = join(root, folder);
  const all = existsSync(path) ? readdirSync(path) : [];
  const files = all.filter((name) => name.endsWith('.ts') && !name.endsWith('.gen.ts'));
  const exported = files.flatMap((file) =>
    [...readFileSync(join(path, file), 'utf8').matchAll(declared)].map(([, name = '']) => ({ name, file })),
  );
  if (exported.length === 0) return `${HEADER}export {};\n`;
  const lines = exported.map(({ name, file }) => `export { ${name} } from './${file}';\n`);
  return HEADER + lines.toSorted().join('');
}

/**
 * Brings every list up to date. A file that says the right thing already is left alone; one that does not is replaced in one
 * step, so that processes which start at the same time do each other no harm.
 * @param root the project's folder
 */
export async function writeModuleLists(root: string): Promise<void> {
  for (const list of MODULE_LISTS) {
    const text = moduleListText(root, list);
    const path = join(root, list.folder, list.file);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    await writeFileAtomic(path, text);
  }
}
