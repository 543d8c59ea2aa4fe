/** What is known of a PDF: see PdfFacts. */
import { type PDFDocument, PDFNumber } from '@cantoo/pdf-lib';
import type { PageSize, PdfFacts } from '#src/renditions/facts.ts';
import { arrayIn, dictIn, flagIn, textIn, valueIn } from './objects.ts';
import { type Page, pagesOf } from './page-tree.ts';
import { type ReadForms, showsText } from './page-uses.ts';

/**
 * Measures a document that has been cleaned. Sizes are rounded to whole points. A page counts as a page of text when its
 * content, or a form that it draws, shows a string that is not empty; invisible text counts (a scan that has been
 * recognised can be searched and read aloud), text inside images, patterns and annotations does not.
 * @throws RenditionFailed `pdf-broken-content` (`page`) where a page's content cannot be read to its end
 */
export function measurePdf(doc: PDFDocument): PdfFacts {
  const pages = pagesOf(doc);
  const forms: ReadForms = new Map();
  const outlines = dictIn(doc.catalog, 'Outlines');
  return {
    pages: pages.length,
    sizes: sizesOf(pages),
    rotatedPages: pages.filter(({ rotate }) => rotate !== 0).length,
    textPages: pages.filter((page, i) => showsText(page, i + 1, forms)).length,
    tagged: isTagged(doc),
    language: textIn(doc.catalog, 'Lang')?.trim().slice(0, 35) || null,
    outline: outlines !== undefined && dictIn(outlines, 'First') !== undefined,
  };
}

/** The page as it is shown, in points. */
export function shownSize({ cropBox, rotate, userUnit }: Page): { width: number; height: number } {
  const across = (cropBox[2] - cropBox[0]) * userUnit;
  const up = (cropBox[3] - cropBox[1]) * userUnit;
  return rotate % 180 === 0 ? { width: across, height: up } : { width: up, height: across };
}

function sizesOf(pages: Page[]): PageSize[] {
  const sizes = new Map<string, PageSize>();
  for (const page of pages) {
    const shown = shownSize(page);
    const width = Math.round(shown.width);
    const height = Math.round(shown.height);
    const key = `${width} ${height}`;
    const found = sizes.get(key);
    if (found) found.pages += 1;
    else sizes.set(key, { width, height, pages: 1 });
  }
  return [...sizes.values()].sort((one, other) => other.pages - one.pages);
}

function isTagged(doc: PDFDocument): boolean {
  const tree = dictIn(doc.catalog, 'StructTreeRoot');
  const mark = dictIn(doc.catalog, 'MarkInfo');
  if (tree === undefined || mark === undefined || !flagIn(mark, 'Marked')) return false;
  const kids = valueIn(tree, 'K');
  return kids !== undefined && !(kids instanceof PDFNumber) && (arrayIn(tree, 'K')?.size() ?? 1) > 0;
}
