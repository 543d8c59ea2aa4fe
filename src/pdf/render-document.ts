/** A whole agenda or protocol as a PDF: what stands before the items, the items, and what stands after them. */
import { ItemDocument } from '#src/documents/item-document.ts';
import { badInput } from '#src/errors.ts';
import type { PrintSource } from './compile-job.ts';
import { printModel } from './print-model.ts';
import { printText } from './print-text.ts';
import { compileShared, type RenderOptions } from './render-item.ts';

export interface PrintedDocument {
  title: string;
  /** Lines of the head; `label` is set apart from its value. */
  head: { label: string; value: string }[];
  contentsHeading: string;
  /** As it was read, or made from the document itself with its own page numbers. */
  contents: { title: string; page: string }[] | 'with-page-numbers';
  /** `note` is printed above the item's text: why it was taken up, why it was late. */
  items: { number: string | null; document: ItemDocument; note?: string | null; bilagAt?: string | null }[];
  after: { heading: string; lines: string[] }[];
}

/** What is printed of a document. @throws Refusal as `itemSource` */
export function documentSource(document: PrintedDocument, udkast = false): PrintSource {
  // PDF/UA-1 wants the first heading at level 1: the head's, or where there is none, the items' own.
  const level = document.head.length === 0 ? 1 : 2;
  const items = document.items.map(({ number, document: item, note = null, bilagAt = null }) => {
    const checked = ItemDocument.safeParse(item);
    if (!checked.success) throw badInput(checked.error.issues, { what: 'item-document' }, checked.error);
    return { number, note: note && printText(note), ...printModel(checked.data, false, level, bilagAt) };
  });
  const data = {
    udkast,
    title: printText(document.title),
    level,
    head: document.head.map(({ label, value }) => ({ label: printText(label), value: printText(value) })),
    contentsHeading: printText(document.contentsHeading),
    ownContents: document.contents === 'with-page-numbers',
    contents: (document.contents === 'with-page-numbers' ? [] : document.contents).map(({ title, page }) => ({
      title: printText(title),
      page,
    })),
    items,
    after: document.after.map(({ heading, lines }) => ({ heading: printText(heading), lines: lines.map(printText) })),
  };
  return { template: 'document.typ', data: JSON.stringify(data) };
}

/** Prints the document, tagged and PDF/UA-1, in Danish. @throws Refusal as `documentSource` and PdfCompiler.compile */
export async function renderDocument(
  document: PrintedDocument,
  { udkast = false, ...options }: RenderOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return compileShared(documentSource(document, udkast), options);
}
