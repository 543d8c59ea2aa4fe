/** What sets the type, as one hash: templates and their words, compiler, fonts. Another hash prints everything anew. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { fontPackages } from './fonts.ts';

const TEMPLATES = new URL('../../templates/typst/', import.meta.url);
const WORDS = new URL('../../templates/da.json', import.meta.url);
const COMPILER = '@myriaddreamin/typst-ts-node-compiler';
/** In the versions that package.json pins. */
const versions: Readonly<Record<string, string>> = packageJson.dependencies;

let known: Promise<string> | null = null;

/** @returns SHA-256, read once in the life of a process */
export function typesetterHash(): Promise<string> {
  known ??= findHash();
  return known;
}

async function findHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of [COMPILER, ...fontPackages()]) hash.update(`\n${name}@${versions[name]}`);
  for (const name of (await readdir(TEMPLATES)).sort()) {
    hash.update(`\n${name}\n`);
    hash.update(await readFile(new URL(name, TEMPLATES)));
  }
  const words = JSON.parse(await readFile(WORDS, 'utf8')) as Record<'print' | 'packet', unknown>;
  return hash.update(JSON.stringify([words.print, words.packet])).digest('hex');
}
