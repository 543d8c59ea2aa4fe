/**
 * The packet's own pages: set by Typst, rewritten as a fragment, and stored, so that a rebuild needs no typesetter. Setting them is a
 * step that is done once for what is printed: a build that is begun again, because its process was killed, goes on behind it.
 */
import { writeFile } from 'node:fs/promises';
import { typesetterHash } from '#src/pdf/typesetter-hash.ts';
import { type FragmentSource, openFragment } from '#src/pdf-merge/fragment-source.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { findStep, keepStep, type Step } from '#src/renditions/cached-step.ts';
import { FRAGMENT_TOOLS, FRAGMENT_VERSION } from '#src/renditions/fragment-step.ts';
import { hashJson, sha256 } from '#src/store/record.ts';
import { type BuildDeps, inFolder } from './build-deps.ts';
import { type PagesInput, type PlacedPages, placed, type Typeset, typeset } from './content/packet-pages.ts';

type OwnPagesDeps = Pick<BuildDeps, 'collections' | 'files' | 'compiler' | 'folder'>;

export interface OwnPages extends PlacedPages {
  /** Hash of the fragment. */
  fragment: string;
  /** The fragment, where it was made just now. */
  held: ReadonlyMap<string, FragmentSource>;
  /** Resolves when the fragment is stored; rejects with what the store throws. */
  stored: Promise<unknown>;
}

/** @throws Refusal of `typeset`; what the store throws */
export async function makeOwnPages(deps: OwnPagesDeps, input: PagesInput): Promise<OwnPages> {
  const tools = { ...FRAGMENT_TOOLS, typesetter: await typesetterHash() };
  const step: Step = { name: 'own-pages', version: FRAGMENT_VERSION, input: hashJson(input), tools };
  const known = await findStep<Typeset>(deps, step);
  if (known !== null && known.output !== null)
    return { ...placed(input, known.data), fragment: known.output, held: new Map(), stored: Promise.resolve() };
  const { pdf, set } = await typeset(deps.compiler, input);
  const bytes = Buffer.concat(toFragment(await loadPdf(pdf), { ownPages: true }));
  const hash = sha256(bytes);
  const stored = keepPages(deps, step, { bytes, hash, set });
  // Whoever waits for it learns what went wrong.
  stored.catch(() => undefined);
  return { ...placed(input, set), fragment: hash, held: new Map([[hash, await openFragment(bytes)]]), stored };
}

async function keepPages(
  deps: OwnPagesDeps,
  step: Step,
  { bytes, hash, set }: { bytes: Buffer; hash: string; set: Typeset },
): Promise<void> {
  const path = inFolder(deps, 'own-pages');
  await writeFile(path, bytes);
  const whole = { hash, size: bytes.length };
  const file = { path, kind: 'fragment', mime: 'application/octet-stream', whole };
  await keepStep(deps, step, { file, data: set });
}
