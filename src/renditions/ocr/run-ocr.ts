/** Has ocrmypdf read the pages of a PDF that are pictures: the text is put behind what is seen, and nothing else changes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lookTheSame } from '#src/files/same-pdf.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { LimitExceeded, runWhole } from '#src/tools/run-whole.ts';
import type { Program } from '#src/tools/tool-versions.ts';
import { RenditionFailed } from '../note.ts';

/** The programs that it takes. */
export const OCR_PROGRAMS: readonly Program[] = ['ocrmypdf', 'tesseract', 'tesseract-dan'];
/** Their Debian packages. */
export const OCR_PACKAGES = 'ocrmypdf tesseract-ocr-dan';

/** A page takes one or two seconds of a processor, and a job of the queue ten minutes at most unless the settings say otherwise. */
const LIMITS: ToolLimits = { memoryMb: 2_000, cpuSeconds: 480, wallMs: 480_000, outputMb: 4_000 };
const LOOK_EVERY_MS = 1_000;
/** ocrmypdf(1), exit codes: 0 done, 3 a program that it calls is missing, 5 the disk cannot be written. */
const DONE = 0;
const PROGRAM_MISSING = 3;
const NO_ACCESS = 5;

const ARGS = [
  ...['--language', 'dan'],
  // Pages that have their text stay as they are.
  '--skip-text',
  // Its other kinds write every page anew.
  ...['--output-type', 'pdf', '--optimize', '0'],
  // A worker does several jobs at the same time already.
  ...['--jobs', '1'],
  '--quiet',
];

interface OcrRun {
  pdf: string;
  /** Where the new one is written. */
  to: string;
  /** An empty one, which the caller removes. */
  folder: string;
  /** Called with the number of pages that have been read. */
  onPages(done: number): Promise<void>;
}

/**
 * @throws RenditionFailed `ocr-missing`, `ocr-too-much`, `ocr-refused`, `ocr-no-text`; as `runWhole`
 */
export async function runOcr({ pdf, to, folder, onPages }: OcrRun): Promise<void> {
  // The program takes its folder away before it ends.
  let most = 0;
  const looking = setInterval(() => {
    void pagesIn(folder)
      .then((done) => {
        most = Math.max(most, done);
        return onPages(most);
      })
      .catch(() => undefined);
  }, LOOK_EVERY_MS);
  const env = { OMP_THREAD_LIMIT: '1' };
  const run = runWhole({ file: 'ocrmypdf', args: [...ARGS, pdf, to], folder, limits: LIMITS, env });
  const { code, stderr } = await run.catch(tooMuch).finally(() => clearInterval(looking));
  if (code === PROGRAM_MISSING) throw new RenditionFailed('ocr-missing', { package: OCR_PACKAGES }, new Error(stderr));
  if (code === NO_ACCESS) throw new Error(`ocrmypdf could not write: ${stderr}`);
  if (code !== DONE) throw new RenditionFailed('ocr-refused', {}, new Error(stderr));
  if ((await wordsOf(to, folder)) === (await wordsOf(pdf, folder))) throw new RenditionFailed('ocr-no-text');
  if (!(await lookTheSame(pdf, to, folder, LIMITS)))
    throw new RenditionFailed('ocr-refused', {}, new Error('another look'));
}

function tooMuch(error: unknown): never {
  throw error instanceof LimitExceeded ? new RenditionFailed('ocr-too-much', {}, error) : error;
}

/** Each page leaves its text in the program's own folder. */
async function pagesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\d{6}_ocr_(tess|hocr)\.txt$/.test(name)).length;
}

async function wordsOf(pdf: string, folder: string): Promise<string> {
  const words = join(folder, 'words.txt');
  const { code, stderr } = await runWhole({ file: 'pdftotext', args: [pdf, words], folder, limits: LIMITS });
  if (code !== 0) throw new RenditionFailed('ocr-refused', {}, new Error(stderr));
  return (await readFile(words, 'utf8')).replace(/\s+/g, ' ').trim();
}
