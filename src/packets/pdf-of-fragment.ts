/** Writes a fragment as a PDF of its own: what of the file is seen in a packet. */
import { openFragment } from '#src/pdf-merge/fragment-source.ts';
import { writePdfFile } from '#src/pdf-merge/write-pdf.ts';
import type { PdfOfFragment } from '#src/renditions/preview.ts';

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
