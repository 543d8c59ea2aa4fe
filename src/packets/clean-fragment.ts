/** Cleans a PDF and rewrites it in the form in which it is put together with others. */
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { fragmentIndex } from '#src/pdf-merge/fragment.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import type { CleanFragment } from '#src/renditions/fragment-step.ts';

/** @throws RenditionFailed as `loadPdf` and `toFragment` */
export const cleanFragment: CleanFragment = async (pdf) => {
  const document = await loadPdf(pdf);
  const notes = cleanPdf(document);
  const fragment = toFragment(document);
  return { fragment, pages: fragmentIndex(fragment).pages.length, notes };
};
