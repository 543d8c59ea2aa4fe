/** Cleans and measures a PDF and rewrites it in the form in which it is put together with others. */
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { measurePdf } from '#src/pdf-merge/measure-pdf.ts';
import { pagesOf } from '#src/pdf-merge/page-tree.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import type { CleanFragment } from '#src/renditions/fragment-step.ts';
import { refuseTooManyPages } from '#src/renditions/page-limit.ts';

/** @throws RenditionFailed `pdf-too-many-pages`, and as `loadPdf`, `cleanPdf` and `toFragment` */
export const cleanFragment: CleanFragment = async (pdf) => {
  const document = await loadPdf(pdf);
  refuseTooManyPages(pagesOf(document).length);
  const notes = cleanPdf(document);
  return { facts: measurePdf(document), fragment: toFragment(document), notes };
};
