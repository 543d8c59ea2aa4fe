/** An agenda item as a PDF: as published, or as a draft with a watermark. */

import { ItemDocument } from '#src/documents/item-document.ts';
import { badInput } from '#src/errors.ts';
import type { CompileJob, PdfStandard } from './compile-job.ts';
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
 * Prints a document, tagged and PDF/UA-1, in Danish. Takes what ItemDocument describes and checks it again. Throws
 * Refusal `bad-input` (400, naming each field), `pdf-too-large` (413) and those of PdfCompiler.compile.
 */
export async function renderItem(
  document: ItemDocument,
  { standard, createdAt, udkast = false, compiler }: RenderOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  refuseTooLarge(document);
  const checked = ItemDocument.safeParse(document);
  if (!checked.success) {
    const fields = checked.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }));
    throw badInput(checked.error.issues, { what: 'item-document', fields }, checked.error);
  }
  const data = JSON.stringify(printModel(checked.data, udkast));
  return compileShared('item.typ', data, { standard, createdAt, ...(compiler ? { compiler } : {}) });
}

/** Compiles with the process' own compiler unless one is given. */
export async function compileShared(
  template: CompileJob['template'],
  data: string,
  { standard, createdAt, compiler }: RenderOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  shared ??= createPdfCompiler();
  const seconds = Math.floor(createdAt.getTime() / 1000);
  const { pdf } = await (compiler ?? shared).compile({ template, data, standard, createdAt: seconds });
  return pdf;
}

/** Ends the process' own compiler (a step of the ordered shutdown). A later renderItem would start a new one. */
export async function closeItemRenderer(): Promise<void> {
  const closing = shared;
  shared = null;
  await closing?.close();
}
