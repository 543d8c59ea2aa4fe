/** An agenda item as a PDF: as published, or as a draft with a watermark. */

import { ItemDocument } from '#src/documents/item-document.ts';
import { badInput } from '#src/errors.ts';
import { compileAround } from './compile-around.ts';
import type { PdfStandard, PrintSource } from './compile-job.ts';
import { createPdfCompiler, type PdfCompiler } from './compiler.ts';
import { refuseTooLarge } from './limits.ts';
import { printModel } from './print-model.ts';

export type RenderOptions = {
  standard: PdfStandard;
  /** Written into the file as its date (whole seconds, UTC). The same document and time give the same bytes. */
  createdAt: Date;
  /** A print from before the freeze: watermark on every page and the word above the title. */
  udkast?: boolean;
  /** The process' own compiler when not given; tests and workers may bring one. */
  compiler?: PdfCompiler;
};

let shared: PdfCompiler | null = null;

/**
 * What is printed of an item. Takes what ItemDocument describes and checks it again.
 * @param udkast a print from before the freeze
 * @throws Refusal `bad-input` (400, naming each field), `pdf-too-large` (413)
 */
export function itemSource(document: ItemDocument, udkast = false): PrintSource {
  refuseTooLarge(document);
  const checked = ItemDocument.safeParse(document);
  if (!checked.success) {
    const fields = checked.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }));
    throw badInput(checked.error.issues, { what: 'item-document', fields }, checked.error);
  }
  return { template: 'item.typ', data: JSON.stringify(printModel(checked.data, udkast)) };
}

/** Prints an item, tagged and PDF/UA-1, in Danish. @throws Refusal as `itemSource` and PdfCompiler.compile */
export async function renderItem(
  document: ItemDocument,
  { udkast = false, ...options }: RenderOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return compileShared(itemSource(document, udkast), options);
}

/** The process' own compiler: one warm typesetter serves all that is set in a process. */
export function sharedCompiler(): PdfCompiler {
  shared ??= createPdfCompiler();
  return shared;
}

/** Another compiler, for documents that nobody waits for at a page. @param timeLimit in milliseconds, for one document */
export const patientCompiler = (timeLimit: number): PdfCompiler => createPdfCompiler({ timeLimit });

/** Compiles with the process' own compiler unless one is given. @throws Refusal as `compileAround` */
export async function compileShared(
  source: PrintSource,
  { standard, createdAt, compiler }: Omit<RenderOptions, 'udkast'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const seconds = Math.floor(createdAt.getTime() / 1000);
  const { pdf } = await compileAround(compiler ?? sharedCompiler(), { ...source, standard, createdAt: seconds });
  return pdf;
}

/** Ends the process' own compiler (a step of the ordered shutdown). A later renderItem would start a new one. */
export async function closeItemRenderer(): Promise<void> {
  const closing = shared;
  shared = null;
  await closing?.close();
}
