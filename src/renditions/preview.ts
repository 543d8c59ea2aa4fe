/** The recipe `preview`: the text of each page of a file, and a picture of its first page. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rendition } from '#src/store/models/rendition.ts';
import { runTool } from '#src/tools/run-tool.ts';
import { cachedStep } from './cached-step.ts';
import { convertStep } from './convert-step.ts';
import { RenditionFailed } from './note.ts';
import { localFile, type Rendering } from './rendering.ts';
import { toolVersions } from './tool-versions.ts';

const TEXT_VERSION = 1;
const PICTURE_VERSION = 1;
const LIMITS = { memoryMb: 1_500, cpuSeconds: 60, wallMs: 120_000, outputMb: 200 };
/** Characters of all pages together; what a municipality prints is far below. */
const MOST_TEXT = 8_000_000;
/** Pixels of the longer side: twice what a page shows, for screens with small pixels. */
const PICTURE_SIDE = 480;

/** @returns the fields of the row @throws RenditionFailed where the file is at fault */
export async function preview(rendering: Rendering, { file }: Pick<Rendition, 'file'>): Promise<Partial<Rendition>> {
  const { pdf } = await convertStep(rendering, file);
  const tools = await toolVersions(['pdftotext', 'pdftoppm'], rendering.folder);
  const picture = await pictureStep(rendering, pdf, tools.pdftoppm ?? '');
  const text = await textStep(rendering, pdf, tools.pdftotext ?? '');
  return { text, picture, tools };
}

/** @returns the hash of a stored JSON file: `{ pages: string[], cut: boolean }` */
async function textStep(rendering: Rendering, pdf: string, pdftotext: string): Promise<string | null> {
  const step = { name: 'text', version: TEXT_VERSION, input: pdf, tools: { pdftotext } };
  const { output } = await cachedStep(rendering, step, async () => {
    await rendering.atStep('text');
    const said = join(rendering.folder, 'text');
    await run(rendering, 'pdftotext', ['-enc', 'UTF-8', await localFile(rendering, pdf), said]);
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

async function pictureStep(rendering: Rendering, pdf: string, pdftoppm: string): Promise<string | null> {
  const step = { name: 'picture', version: PICTURE_VERSION, input: pdf, tools: { pdftoppm } };
  const { output } = await cachedStep(rendering, step, async () => {
    await rendering.atStep('picture');
    const out = join(rendering.folder, 'page');
    const options = ['-jpeg', '-jpegopt', 'quality=80', '-f', '1', '-l', '1', '-singlefile'];
    const size = ['-scale-to', String(PICTURE_SIDE)];
    await run(rendering, 'pdftoppm', [...options, ...size, await localFile(rendering, pdf), out]);
    return { file: { path: `${out}.jpg`, kind: 'jpeg', mime: 'image/jpeg' }, data: null };
  });
  return output;
}

async function run({ folder }: Rendering, file: string, args: string[]): Promise<void> {
  const { code, killedBy } = await runTool({ file, args, folder, limits: LIMITS });
  if (killedBy !== null) throw new RenditionFailed(`too-much-${killedBy}`);
  if (code !== 0) throw new RenditionFailed('pdf-unreadable');
}
