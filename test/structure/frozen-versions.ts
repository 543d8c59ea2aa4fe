/** A released version of a machine never changes again: streams written by it must mean the same for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { fileOf, importsOf } from './sources.ts';

/** One row of machines/released.json. `entry` is the machine's file, from the project's root. */
export const Released = z.array(
  z.strictObject({
    machine: z.string(),
    version: z.number().int().min(1),
    entry: z.string().regex(/^machines\/.+\.ts$/),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
);

/** The file and everything of ours that it imports, directly or not, types included; sorted. */
export function withImports(root: string, entry: string, seen = new Set<string>()): string[] {
  if (!seen.has(entry)) {
    seen.add(entry);
    const source = { path: entry, text: readFileSync(join(root, entry), 'utf8') };
    for (const specifier of importsOf(source)) {
      const file = fileOf(source, specifier);
      if (file !== null) withImports(root, file, seen);
    }
  }
  return [...seen].toSorted();
}

/** SHA-256 over names and contents of the file and its imports. */
export function hashOfVersion(root: string, entry: string): string {
  const hash = createHash('sha256');
  for (const file of withImports(root, entry)) hash.update(`${file}\0${readFileSync(join(root, file), 'utf8')}\0`);
  return hash.digest('hex');
}
