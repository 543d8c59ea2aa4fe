/** `npm run registries`, and before every entry point that `bootstrap.mjs` starts: brings the lists of modules up to date. */
import { fileURLToPath } from 'node:url';
import { writeModuleLists } from './write-module-lists.ts';

await writeModuleLists(fileURLToPath(new URL('../../..', import.meta.url)));
