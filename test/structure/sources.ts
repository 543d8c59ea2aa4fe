/** The project's own source files, as text, for tests of how it is put together. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Source {
  /** From the project's root, with slashes. */
  path: string;
  text: string;
}

const slashed = (path: string) => path.split(sep).join('/');

/** Every TypeScript or JavaScript file below the folders given. */
export const sourcesUnder = (...folders: string[]): Source[] => filesUnder(/\.m?[jt]s$/, ...folders);

/** Every style sheet and template: what browsers and printers are given. */
export const sheetsAndTemplates = (): Source[] => filesUnder(/\.(css|hbs|typ)$/, 'src', 'templates');

function filesUnder(name: RegExp, ...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && name.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.includes(`${sep}node_modules${sep}`))
      .map((file) => ({ path: slashed(relative(ROOT, file)), text: readFileSync(file, 'utf8') })),
  );
}

/** The text without its comments, near enough for looking for words in it. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

/** What a file imports or re-exports, types included, as written. */
export function importsOf({ text }: Source): string[] {
  const code = withoutComments(text);
  const statements = code.matchAll(/^(?:import|export)\b[^;'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm);
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  return [...statements, ...dynamic].map((match) => match[1] ?? match[2] ?? '');
}

/** The file that an import of our own code means, from the project's root; null for a package or a part of Node. */
export function fileOf(source: Pick<Source, 'path'>, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (!specifier.startsWith('.')) return null;
  return slashed(relative(ROOT, resolve(ROOT, dirname(source.path), specifier)));
}
