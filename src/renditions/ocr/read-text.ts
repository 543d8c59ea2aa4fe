/** The recipe `ocr`: a file whose pages are pictures as a PDF that can be searched, its text read by a machine. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OCR_KIND } from '#src/files/kinds.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Rendition } from '#src/store/models/rendition.ts';
import { toolVersions } from '#src/tools/tool-versions.ts';
import { cachedStep } from '../cached-step.ts';
import { convertStep } from '../convert-step.ts';
import { type CleanFragment, fragmentStep } from '../fragment-step.ts';
import { RenditionFailed } from '../note.ts';
import { localFile, type Rendering } from '../rendering.ts';
import { noteProgress } from '../rendition-rows.ts';
import { OCR_PACKAGES, OCR_PROGRAMS, runOcr } from './run-ocr.ts';

/** Raised where the same PDF is to become another one. */
const VERSION = 1;
/** As many as can be read within the time of a job. */
const MOST_PAGES = 200;

export type ReadTextDeps = Rendering & { cleanFragment: CleanFragment } & {
  collections: Pick<Collections, 'renditions' | 'renditionSteps'>;
};

/**
 * @returns the fields of the row: `pdf` is the new file
 * @throws RenditionFailed `ocr-missing`, `ocr-not-needed`, `ocr-too-many-pages`, and as `runOcr`
 */
export async function readText(
  deps: ReadTextDeps,
  row: Pick<Rendition, '_id' | 'file' | 'claimedBy'>,
): Promise<Partial<Rendition>> {
  const tools = await toolVersions(OCR_PROGRAMS, deps.folder);
  if (Object.values(tools).includes('missing')) throw new RenditionFailed('ocr-missing', { package: OCR_PACKAGES });
  const { pdf } = await convertStep(deps, row.file);
  const { facts } = await fragmentStep(deps, pdf);
  const of = facts.pages - facts.textPages;
  if (of === 0) throw new RenditionFailed('ocr-not-needed');
  if (of > MOST_PAGES) throw new RenditionFailed('ocr-too-many-pages', { pages: of, most: MOST_PAGES });
  const step = { name: 'ocr', version: VERSION, input: pdf, tools };
  const { output } = await cachedStep(deps, step, async () => {
    deps.atStep('read');
    const folder = join(deps.folder, 'ocr');
    await mkdir(folder);
    const path = join(deps.folder, 'read.pdf');
    const onPages = (done: number) => noteProgress(deps, row, { done: Math.min(done, of), of });
    await runOcr({ pdf: await localFile(deps, pdf), to: path, folder, onPages });
    return { file: { path, kind: OCR_KIND, mime: 'application/pdf' }, data: null };
  });
  return { pdf: output, tools };
}
