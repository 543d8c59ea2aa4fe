/** `npm run diagram`: draws the machines into README.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { withDiagrams } from './readme.ts';

const README = new URL('../../../README.md', import.meta.url);
await writeFile(README, withDiagrams(await readFile(README, 'utf8')));
