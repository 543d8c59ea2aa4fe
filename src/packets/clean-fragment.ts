/** Cleans and measures a PDF and rewrites it in the form in which it is put together with others; and such a fragment as a PDF again. */
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { openFragment } from '#src/pdf-merge/fragment-source.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { measurePdf } from '#src/pdf-merge/measure-pdf.ts';
import { pagesOf } from '#src/pdf-merge/page-tree.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { writePdfFile } from '#src/pdf-merge/write-pdf.ts';
import type { CleanFragment } from '#src/renditions/fragment-step.ts';
import { refuseTooManyPages } from '#src/renditions/page-limit.ts';
import type { PdfOfFragment } from '#src/renditions/preview.ts';

/** @throws RenditionFailed `pdf-too-many-pages`, and as `loadPdf`, `cleanPdf` and `toFragment` */
export const cleanFragment: CleanFragment = async (pdf) => {
  const document = await loadPdf(pdf);
  refuseTooManyPages(pagesOf(document).length);
  const notes = cleanPdf(document);
  return { facts: measurePdf(document), fragment: toFragment(document), notes };
};

/** Writes a fragment as a PDF of its own: what of the file is seen in a packet. */
export const pdfOfFragment: PdfOfFragment = async (fragment, path) => {
  const source = await openFragment(fragment);
  const key = 'bilag';
  await writePdfFile(path, {
    title: '',
    language: source.index.language ?? 'da',
    sources: [{ key, fragment: source, kind: 'bilag', title: '' }],
    parts: [{ source: key, from: 1, to: source.index.pages.length, stamps: null, labelPrefix: null }],
    outline: [],
    watermark: null,
    foot: null,
    createdAt: new Date(0),
    pdfUa: false,
  });
};
