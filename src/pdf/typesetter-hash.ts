/** What sets the type, as one hash: the templates, their words, and the version of the compiler. Another hash prints everything anew. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const TEMPLATES = new URL('../../templates/typst/', import.meta.url);
const WORDS = new URL('../../templates/da.json', import.meta.url);
const COMPILER = '@myriaddreamin/typst-ts-node-compiler';

let known: Promise<string> | null = null;

/** @returns SHA-256, read once in the life of a process */
export function typesetterHash(): Promise<string> {
  known ??= findHash();
  return known;
}

async function findHash(): Promise<string> {
  const hash = createHash('sha256');
  const { version } = createRequire(import.meta.url)(`${COMPILER}/package.json`) as { version: string };
  hash.update(version);
  for (const name of (await readdir(TEMPLATES)).filter((each) => each.endsWith('.typ')).sort()) {
    hash.update(`\n${name}\n`);
    hash.update(await readFile(new URL(name, TEMPLATES)));
  }
  const words = JSON.parse(await readFile(WORDS, 'utf8')) as { print: unknown };
  return hash.update(JSON.stringify(words.print)).digest('hex');
}
