/** The step `fragment`: a PDF is cleaned, measured and rewritten in the form in which it is put together with others. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shareBytes } from '#src/files/shared-bytes.ts';
import type { FileRow } from '#src/store/models/file.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { refuseAskingToWait } from './asks-to-wait.ts';
import { cachedStep } from './cached-step.ts';
import type { PdfFacts } from './facts.ts';
import { type Note, RenditionFailed } from './note.ts';
import { localFile, type Rendering, storedBytes } from './rendering.ts';

/** Raised where the same PDF is to become another fragment. */
export const FRAGMENT_VERSION = 6;
const LIMITS: ToolLimits = { memoryMb: 1_500, cpuSeconds: 60, wallMs: 120_000, outputMb: 1_000 };
/** The libraries that read and write, in the versions that package.json pins. */
export const FRAGMENT_TOOLS = {
  'pdf-lib': packageJson.dependencies['@cantoo/pdf-lib'],
  fontkit: packageJson.dependencies['@cantoo/fontkit'],
};

const HOW_IT_IS_WRITTEN = new Set(['pdf-stream-lengths', 'pdf-broken', 'pdf-truncated', 'pdf-not-pdf']);

/** What is known of the fragment, and what it leaves out. */
interface Found {
  facts: PdfFacts;
  notes: Note[];
}

/** Does it: what that takes is known elsewhere. The fragment's pieces that are as in the PDF are views of its bytes. */
export type CleanFragment = (pdf: Uint8Array) => Promise<Found & { fragment: readonly Uint8Array[] }>;
interface CleanDeps {
  cleanFragment: CleanFragment;
  folder: string;
}

/**
 * @param pdf hash of the stored PDF
 * @param known its row, where it has been read already
 * @returns the hash of the stored fragment, and what is known of it
 * @throws RenditionFailed where the PDF is at fault
 */
export async function fragmentStep(
  deps: Rendering & { cleanFragment: CleanFragment },
  pdf: string,
  known?: FileRow,
): Promise<Found & { fragment: string }> {
  const step = { name: 'fragment', version: FRAGMENT_VERSION, input: pdf, tools: FRAGMENT_TOOLS };
  // Fetched while it is asked whether that has been done, which it hardly ever has.
  const fetching = storedBytes(deps, pdf, known);
  fetching.catch(() => undefined);
  const { output, data } = await cachedStep(deps, step, async () => {
    deps.atStep('clean');
    const bytes = await fetching;
    const { fragment, ...found } = await cleanWhole(deps, bytes, () => localFile(deps, pdf, known));
    // What is large in a PDF stays as it is, and is stored already.
    const { own, ...whole } = shareBytes(fragment, { hash: pdf, bytes });
    const path = join(deps.folder, 'fragment');
    await writeFile(path, own);
    return { file: { path, kind: 'fragment', mime: 'application/octet-stream', whole }, data: found };
  });
  if (output === null) throw new Error('the step made no fragment');
  return { fragment: output, ...data };
}

/**
 * What the conversion lets pass is whole, as qpdf reads it: where the library that cleans has its difficulties with how it is
 * written (lengths of streams that stand elsewhere, something behind the end), qpdf writes it plainly.
 * @param onDisk where the same PDF lies on this computer's disk; asked only where another program has to read it
 * @throws RenditionFailed where the PDF is at fault
 */
export async function cleanWhole(
  deps: CleanDeps,
  pdf: Uint8Array,
  onDisk: () => Promise<string>,
): ReturnType<CleanFragment> {
  const found = await cleaned(deps, pdf, onDisk);
  if (found.notes.some(({ rule }) => rule === 'pdf-xfa')) await refuseAskingToWait(await onDisk(), deps.folder);
  return found;
}

async function cleaned({ cleanFragment, folder }: CleanDeps, pdf: Uint8Array, onDisk: () => Promise<string>) {
  try {
    return await cleanFragment(pdf);
  } catch (error) {
    if (!(error instanceof RenditionFailed) || !HOW_IT_IS_WRITTEN.has(error.failure.rule)) throw error;
  }
  const rewritten = join(folder, 'rewritten.pdf');
  const args = ['--decode-level=none', '--deterministic-id', await onDisk(), rewritten];
  const { code, stderr } = await runWhole({ file: 'qpdf', args, folder, limits: LIMITS });
  if (code !== 0) throw new Error(`qpdf could not rewrite a PDF: ${stderr}`);
  return cleanFragment(await readFile(rewritten));
}
