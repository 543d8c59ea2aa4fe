/** A PDF as it may become part of a packet: itself, or repaired where that loses nothing. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { pdfPages } from '#src/files/pdf-pages.ts';
import { type PdfState, repairPdf } from '#src/files/repair-pdf.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { refuseAskingToWait } from '../asks-to-wait.ts';
import { RenditionFailed } from '../note.ts';
import { refuseTooManyPages } from '../page-limit.ts';
import type { Converted, ToConvert } from './converted.ts';

const LIMITS: ToolLimits = { memoryMb: 1_000, cpuSeconds: 30, wallMs: 60_000, outputMb: 50 };

const FAILURES: Partial<Record<PdfState, string>> = {
  password: 'pdf-password',
  locked: 'pdf-locked',
  damaged: 'pdf-damaged',
};

/**
 * A file of its own is opened by the next step, which knows its pages and its catalog and refuses what cannot be used. What came with
 * a mail is only part of what is opened there, so it is asked here.
 * @throws RenditionFailed `pdf-password`, `pdf-locked`, `pdf-damaged`; of what came with a mail also `pdf-no-pages`,
 *   `pdf-too-many-pages`, `pdf-xfa`, `pdf-portfolio`
 */
export async function convertPdf({ path, folder, depth = 0 }: ToConvert): Promise<Converted> {
  const repaired = join(folder, 'repaired.pdf');
  const checking = join(folder, 'checking');
  await mkdir(checking);
  const state = await repairPdf({ path, to: repaired, folder: checking });
  const failure = FAILURES[state];
  if (failure !== undefined) throw new RenditionFailed(failure);
  const pdf = state === 'repaired' ? repaired : path;
  if (depth > 0) await refuseUnusable(pdf, folder);
  return { pdf, notes: state === 'repaired' ? [{ rule: 'pdf-repaired', details: {} }] : [] };
}

async function refuseUnusable(pdf: string, folder: string): Promise<void> {
  const pages = await pdfPages(pdf, folder);
  if (pages === 0) throw new RenditionFailed('pdf-no-pages');
  refuseTooManyPages(pages);
  await refuseWithoutContent(pdf, folder);
}

/** One whose text a machine has read, which is said of it. @throws as `convertPdf` */
export async function convertReadPdf(file: ToConvert): Promise<Converted> {
  const { pdf, notes } = await convertPdf(file);
  return { pdf, notes: [{ rule: 'machine-read', details: {} }, ...notes] };
}

const Dictionary = z.record(z.string(), z.unknown());
const Objects = z.object({
  qpdf: z.tuple([z.unknown(), z.record(z.string(), z.object({ value: Dictionary.optional() }))]),
});

/** What is only a wrapper: its pages say nothing of what it holds. */
async function refuseWithoutContent(pdf: string, folder: string): Promise<void> {
  const catalog = await catalogOf(pdf, folder);
  // ISO 32000-2, 12.3.5: a collection of files, with a page that only asks for a program that can show them.
  if (catalog['/Collection'] !== undefined) throw new RenditionFailed('pdf-portfolio');
  const form = catalog['/AcroForm'] === undefined ? undefined : await dictionaryOf(pdf, folder, catalog['/AcroForm']);
  if (form?.['/XFA'] === undefined) return;
  // XFA 3.3: a form that has pages of its own says so by NeedsRendering; some programs forget to.
  if (catalog['/NeedsRendering'] === true) throw new RenditionFailed('pdf-xfa');
  await refuseAskingToWait(pdf, folder);
}

/** ISO 32000-1, 7.5.5: the last trailer, which is never compressed, names the catalog. Asking qpdf for it takes a process of its own. */
function rootIn(bytes: Buffer): string | undefined {
  const at = bytes.lastIndexOf('/Root');
  const [, reference] = /^\/Root\s+(\d+\s+\d+\s+R)\b/.exec(bytes.toString('latin1', at, at + 60)) ?? [];
  return at === -1 ? undefined : reference?.replace(/\s+/g, ' ');
}

async function catalogOf(pdf: string, folder: string): Promise<z.infer<typeof Dictionary>> {
  const root = rootIn(await readFile(pdf)) ?? (await objectOf(pdf, folder, 'trailer'))['/Root'];
  return dictionaryOf(pdf, folder, root);
}

/** @param value a dictionary, or the number of the object that is one */
async function dictionaryOf(pdf: string, folder: string, value: unknown): Promise<z.infer<typeof Dictionary>> {
  const [, reference] = /^(\d+ \d+) R$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (reference !== undefined) return objectOf(pdf, folder, reference.replace(' ', ','));
  return Dictionary.safeParse(value).data ?? {};
}

async function objectOf(pdf: string, folder: string, which: string): Promise<z.infer<typeof Dictionary>> {
  const args = ['--json=2', '--json-key=qpdf', `--json-object=${which}`, pdf];
  const { stdout } = await runWhole({ file: 'qpdf', args, folder, limits: LIMITS });
  const [, objects] = Objects.parse(JSON.parse(stdout)).qpdf;
  return Object.values(objects)[0]?.value ?? {};
}
