/** How many pages a PDF has, as qpdf counts them. */
import { runWhole } from '#src/tools/run-whole.ts';
import { PDF_LIMITS } from './check-limits.ts';

/** @param pdf one that qpdf can read @param folder where qpdf may write @throws as `runWhole` */
export async function pdfPages(pdf: string, folder: string): Promise<number> {
  const { stdout } = await runWhole({ file: 'qpdf', args: ['--show-npages', pdf], folder, limits: PDF_LIMITS });
  return Number(stdout);
}
