/** Whether a PDF may be attached. One whose table of places is off may, where a repair loses nothing; it is stored as it came. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '#src/errors.ts';
import { ProgramMissing } from '#src/tools/find-program.ts';
import { LimitExceeded } from '#src/tools/run-whole.ts';
import { toolVersions } from '#src/tools/tool-versions.ts';
import { pdfPages } from './pdf-pages.ts';
import { checkName, type PdfState, repairPdf } from './repair-pdf.ts';
import { tooHeavy } from './too-heavy.ts';

/** qpdf may take a processor for itself; two at a time leave something for the pages. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(job: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await job();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

const REFUSED: Partial<Record<PdfState, string>> = {
  password: 'file-encrypted',
  locked: 'file-encrypted',
  damaged: 'file-broken',
};

/**
 * @param path a file of our own naming
 * @returns by which check it was found whole, as `checkName` says it; nothing of one that needs a repair
 * @throws Refusal `file-encrypted`, `file-broken`, `file-too-heavy` (422); `file-check-unavailable` (503) where qpdf, or poppler for a repair, is missing
 */
export async function checkPdf(path: string): Promise<{ wholeBy?: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-check-'));
  try {
    const state = await inTurn(async () => {
      const repaired = join(folder, 'repaired.pdf');
      const found = await repairPdf({ path, to: repaired, folder });
      const read = found === 'repaired' ? repaired : path;
      const refused = REFUSED[found] ?? ((await pdfPages(read, folder)) === 0 ? 'file-broken' : undefined);
      if (refused !== undefined) throw new Refusal(refused, 422);
      return found;
    });
    const { qpdf = '' } = await toolVersions(['qpdf'], folder);
    return state === 'whole' ? { wholeBy: checkName(qpdf) } : {};
  } catch (error) {
    if (error instanceof ProgramMissing) throw new Refusal('file-check-unavailable', 503, {}, error);
    if (error instanceof LimitExceeded) throw tooHeavy(error.limit, error);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
