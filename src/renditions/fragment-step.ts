/** The step `fragment`: a PDF is cleaned, measured and rewritten in the form in which it is put together with others. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { cachedStep } from './cached-step.ts';
import type { PdfFacts } from './facts.ts';
import type { Note } from './note.ts';
import { localFile, type Rendering } from './rendering.ts';

/** Raised where the same PDF is to become another fragment. */
const VERSION = 2;
/** The library that reads and writes, in the version that package.json pins. */
export const FRAGMENT_TOOLS = { 'pdf-lib': packageJson.dependencies['@cantoo/pdf-lib'] };

/** What is known of the fragment, and what it leaves out. */
interface Found {
  facts: PdfFacts;
  notes: Note[];
}

/** Does it: what that takes is known elsewhere. */
export type CleanFragment = (pdf: Uint8Array) => Promise<Found & { fragment: Uint8Array }>;

/**
 * @param pdf hash of the stored PDF
 * @returns the hash of the stored fragment, and what is known of it
 * @throws RenditionFailed where the PDF is at fault
 */
export async function fragmentStep(
  deps: Rendering & { cleanFragment: CleanFragment },
  pdf: string,
): Promise<Found & { fragment: string }> {
  const step = { name: 'fragment', version: VERSION, input: pdf, tools: FRAGMENT_TOOLS };
  const { output, data } = await cachedStep(deps, step, async () => {
    await deps.atStep('clean');
    const { fragment, ...found } = await deps.cleanFragment(await readFile(await localFile(deps, pdf)));
    const path = join(deps.folder, 'fragment');
    await writeFile(path, fragment);
    const file = { path, kind: 'fragment', mime: 'application/octet-stream' };
    return { file, data: found };
  });
  if (output === null) throw new Error('the step made no fragment');
  return { fragment: output, ...data };
}
