/** The thread of `copyWithTable`: a large file keeps whoever reads it busy for a second. */
import { readFile, writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { tableBehind } from './table-of-objects.ts';

const { path, copy } = workerData as { path: string; copy: string };
const bytes = await readFile(path);
const table = tableBehind(bytes);
if (table !== null) await writeFile(copy, [bytes, table]);
parentPort?.postMessage(table !== null);
