/** How many pages a PDF has, as qpdf counts them. */
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';

const LIMITS: ToolLimits = { memoryMb: 1_000, cpuSeconds: 30, wallMs: 60_000, outputMb: 50 };

/** @param pdf one that qpdf can read @param folder where qpdf may write @throws as `runWhole` */
export async function pdfPages(pdf: string, folder: string): Promise<number> {
  const { stdout } = await runWhole({ file: 'qpdf', args: ['--show-npages', pdf], folder, limits: LIMITS });
  return Number(stdout);
}
