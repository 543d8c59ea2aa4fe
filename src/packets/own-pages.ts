/**
 * The packet's own pages: set by Typst, rewritten as a fragment, and stored, so that a rebuild needs no typesetter. Setting them is a
 * step that is done once for what is printed: a build that is begun again, because its process was killed, goes on behind it.
 */
import { writeFile } from 'node:fs/promises';
import { typesetterHash } from '#src/pdf/typesetter-hash.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { cachedStep } from '#src/renditions/cached-step.ts';
import { FRAGMENT_TOOLS, FRAGMENT_VERSION } from '#src/renditions/fragment-step.ts';
import { hashJson } from '#src/store/record.ts';
import { type BilagSources, statesOf } from './bilag-sources.ts';
import { type BuildDeps, inFolder } from './build-deps.ts';
import { type PlacedPages, pagesInput, placed, type Typeset, typeset } from './content/packet-pages.ts';
import type { PacketDocument } from './document.ts';

export interface OwnPages extends PlacedPages {
  /** Hash of the stored fragment. */
  fragment: string;
}

/** @throws Refusal of `pagesInput` and `typeset`; what the store throws */
export async function makeOwnPages(
  deps: Pick<BuildDeps, 'collections' | 'files' | 'compiler' | 'folder'>,
  document: PacketDocument,
  edition: number,
  sources: BilagSources,
): Promise<OwnPages> {
  const input = pagesInput(document, { edition, bilag: statesOf(sources) });
  const tools = { ...FRAGMENT_TOOLS, typesetter: await typesetterHash() };
  const step = { name: 'own-pages', version: FRAGMENT_VERSION, input: hashJson(input), tools };
  const { output, data } = await cachedStep<Typeset>(deps, step, async () => {
    const { pdf, set } = await typeset(deps.compiler, input);
    const path = inFolder(deps, 'own-pages');
    await writeFile(path, toFragment(await loadPdf(pdf), { ownPages: true }));
    return { file: { path, kind: 'fragment', mime: 'application/octet-stream' }, data: set };
  });
  if (output === null) throw new Error('the step made no pages');
  return { ...placed(input, data), fragment: output };
}
