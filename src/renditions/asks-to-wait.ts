/** Forms that only Adobe's programs can show: others show a page that asks to wait. */
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { RenditionFailed } from './note.ts';

const LIMITS: ToolLimits = { memoryMb: 1_000, cpuSeconds: 30, wallMs: 60_000, outputMb: 50 };
const PLEASE_WAIT = /please wait|vent venligst/i;

/** @param pdf the path of one that has an XFA form @throws RenditionFailed `pdf-xfa` where its first page asks to wait */
export async function refuseAskingToWait(pdf: string, folder: string): Promise<void> {
  const { stdout } = await runWhole({ file: 'pdftotext', args: ['-l', '1', pdf, '-'], folder, limits: LIMITS });
  if (PLEASE_WAIT.test(stdout)) throw new RenditionFailed('pdf-xfa');
}
