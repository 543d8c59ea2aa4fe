/** Whether a PDF may be attached. One whose table of places is off may, where a repair loses nothing; it is stored as it came. */
import { join } from 'node:path';
import { Refusal } from '#src/errors.ts';
import { ProgramMissing } from '#src/tools/find-program.ts';
import { LimitExceeded } from '#src/tools/run-whole.ts';
import { inTemporaryFolder } from '#src/tools/temporary-folder.ts';
import { pdfPages } from './pdf-pages.ts';
import { type PdfState, repairPdf } from './repair-pdf.ts';
import { tooHeavy } from './too-heavy.ts';

const REFUSED: Partial<Record<PdfState, string>> = {
  password: 'file-encrypted',
  locked: 'file-encrypted',
  damaged: 'file-broken',
};

/**
 * @param path a file of our own naming
 * @returns whether it is sound as it stands, and needs no repair
 * @throws Refusal `file-encrypted`, `file-broken`, `file-too-heavy` (422); `file-check-unavailable` (503) where qpdf, or poppler for a
 *   repair, is missing
 */
export async function checkPdf(path: string): Promise<boolean> {
  try {
    return await inTemporaryFolder('pdf', (folder) => isSound(path, folder));
  } catch (error) {
    if (error instanceof ProgramMissing) throw new Refusal('file-check-unavailable', 503, {}, error);
    if (error instanceof LimitExceeded) throw tooHeavy(error.limit, error);
    throw error;
  }
}

async function isSound(path: string, folder: string): Promise<boolean> {
  const repaired = join(folder, 'repaired.pdf');
  const found = await repairPdf({ path, to: repaired, folder });
  const read = found === 'repaired' ? repaired : path;
  const refused = REFUSED[found] ?? ((await pdfPages(read, folder)) === 0 ? 'file-broken' : undefined);
  if (refused !== undefined) throw new Refusal(refused, 422);
  return found === 'whole';
}
