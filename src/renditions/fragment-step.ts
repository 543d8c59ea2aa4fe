/** The step that cleans a PDF and rewrites it in the form in which it is put together with others. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedStep } from './cached-step.ts';
import type { Note } from './note.ts';
import { localFile, type Rendering } from './rendering.ts';

/** Raised where the same PDF is to become another fragment. */
const VERSION = 1;

/** Does it: what that takes is known elsewhere. @returns the fragment, how many pages it has, and what it leaves out */
export type CleanFragment = (pdf: Uint8Array) => Promise<{ fragment: Uint8Array; pages: number; notes: Note[] }>;

/**
 * @param pdf hash of the stored PDF
 * @returns the hash of the stored fragment, how many pages it has, and what it leaves out
 * @throws RenditionFailed where the PDF is at fault
 */
export async function fragmentStep(
  deps: Rendering & { cleanFragment: CleanFragment },
  pdf: string,
): Promise<{ fragment: string; pages: number; notes: Note[] }> {
  const step = { name: 'fragment', version: VERSION, input: pdf, tools: {} };
  const { output, data } = await cachedStep(deps, step, async () => {
    await deps.atStep('clean');
    const { fragment, pages, notes } = await deps.cleanFragment(await readFile(await localFile(deps, pdf)));
    const path = join(deps.folder, 'fragment');
    await writeFile(path, fragment);
    const file = { path, kind: 'fragment', mime: 'application/octet-stream' };
    return { file, data: { notes, pages } };
  });
  if (output === null) throw new Error('the step made no fragment');
  return { fragment: output, ...data };
}
