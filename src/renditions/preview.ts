/**
 * The recipe `preview`: the text of each page of a file, and a picture of its first page, of what is seen of it in a packet: what was
 * cleaned away is in neither.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rendition } from '#src/store/models/rendition.ts';
import { runTool } from '#src/tools/run-tool.ts';
import { toolVersions } from '#src/tools/tool-versions.ts';
import { cachedStep } from './cached-step.ts';
import { convertStep } from './convert-step.ts';
import { type CleanFragment, fragmentStep } from './fragment-step.ts';
import { RenditionFailed } from './note.ts';
import { localFile, type Rendering } from './rendering.ts';

const TEXT_VERSION = 1;
const PICTURE_VERSION = 1;
const LIMITS = { memoryMb: 1_500, cpuSeconds: 60, wallMs: 120_000, outputMb: 200 };
/** Characters of all pages together; what a municipality prints is far below. */
const MOST_TEXT = 8_000_000;
/** Pixels of the longer side: twice what a page shows, for screens with small pixels. */
const PICTURE_SIDE = 480;

/** Writes a fragment, given by its path, as a PDF of its own: what that takes is known elsewhere. */
export type PdfOfFragment = (fragment: string, path: string) => Promise<void>;

export type PreviewDeps = Rendering & { cleanFragment: CleanFragment; pdfOfFragment: PdfOfFragment };

/** @returns the fields of the row @throws RenditionFailed where the file is at fault */
export async function preview(deps: PreviewDeps, { file }: Pick<Rendition, 'file'>): Promise<Partial<Rendition>> {
  const { pdf } = await convertStep(deps, file);
  const { fragment } = await fragmentStep(deps, pdf);
  const tools = await toolVersions(['pdftotext', 'pdftoppm'], deps.folder);
  const picture = await pictureStep(deps, fragment, tools.pdftoppm ?? '');
  const text = await textStep(deps, fragment, tools.pdftotext ?? '');
  return { text, picture, tools };
}

/** @returns the path of the PDF, written where it is not there yet */
async function cleanPdf(deps: PreviewDeps, fragment: string): Promise<string> {
  const path = join(deps.folder, 'clean.pdf');
  if (!existsSync(path)) await deps.pdfOfFragment(await localFile(deps, fragment), path);
  return path;
}

/** @returns the hash of a stored JSON file: `{ pages: string[], cut: boolean }` */
async function textStep(rendering: PreviewDeps, fragment: string, pdftotext: string): Promise<string | null> {
  const step = { name: 'text', version: TEXT_VERSION, input: fragment, tools: { pdftotext } };
  const { output } = await cachedStep(rendering, step, async () => {
    rendering.atStep('text');
    const said = join(rendering.folder, 'text');
    await run(rendering, 'pdftotext', ['-enc', 'UTF-8', await cleanPdf(rendering, fragment), said]);
    const whole = await readFile(said, 'utf8');
    const pages = whole.slice(0, MOST_TEXT).split('\f');
    // A form feed stands behind each page, the last one included.
    if (pages.at(-1) === '') pages.pop();
    const path = join(rendering.folder, 'text.json');
    await writeFile(path, JSON.stringify({ pages, cut: whole.length > MOST_TEXT }));
    return { file: { path, kind: 'text', mime: 'application/json' }, data: null };
  });
  return output;
}

async function pictureStep(rendering: PreviewDeps, fragment: string, pdftoppm: string): Promise<string | null> {
  const step = { name: 'picture', version: PICTURE_VERSION, input: fragment, tools: { pdftoppm } };
  const { output } = await cachedStep(rendering, step, async () => {
    rendering.atStep('picture');
    const out = join(rendering.folder, 'page');
    const options = ['-jpeg', '-jpegopt', 'quality=80', '-f', '1', '-l', '1', '-singlefile'];
    const size = ['-scale-to', String(PICTURE_SIDE)];
    await run(rendering, 'pdftoppm', [...options, ...size, await cleanPdf(rendering, fragment), out]);
    return { file: { path: `${out}.jpg`, kind: 'jpeg', mime: 'image/jpeg' }, data: null };
  });
  return output;
}

async function run({ folder }: Rendering, file: string, args: string[]): Promise<void> {
  const { code, killedBy } = await runTool({ file, args, folder, limits: LIMITS });
  if (killedBy !== null) throw new RenditionFailed(`too-much-${killedBy}`);
  if (code !== 0) throw new RenditionFailed('pdf-unreadable');
}
