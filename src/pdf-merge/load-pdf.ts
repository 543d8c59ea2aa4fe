/** Opens a PDF strictly: what is not whole is refused by name, never read in part. */
import { EncryptedPDFError, ParseSpeeds, PDFDict, PDFDocument, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { RenditionFailed } from '#src/renditions/note.ts';
import { arrayIn, dictIn, flagIn, membersOf, name, numberIn, valueIn } from './objects.ts';
import { pagesOf } from './page-tree.ts';

/** ISO 32000-1, annex H: readers look for the header and the end marker within so many bytes. */
const HEADER_WITHIN = 1024;
const END_WITHIN = 2048;

/**
 * The document with all its pages there. Its objects are as in the file: nothing is repaired.
 * @throws RenditionFailed `pdf-empty`, `pdf-not-pdf`, `pdf-truncated`, `pdf-encrypted`, `pdf-broken`, `pdf-no-pages`,
 * `pdf-stream-lengths` (whole, but to be rewritten by qpdf before it can be read),
 * `pdf-pages-missing` (`expected`, `found`), `pdf-portfolio` (a cover around other files), `pdf-xfa` (a form that only Adobe's
 * programs can show)
 */
export async function loadPdf(bytes: Uint8Array): Promise<PDFDocument> {
  if (bytes.length === 0) throw new RenditionFailed('pdf-empty');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = buffer.subarray(0, HEADER_WITHIN).indexOf('%PDF-');
  if (header < 0) throw new RenditionFailed('pdf-not-pdf');
  const end = buffer.subarray(Math.max(0, buffer.length - END_WITHIN));
  if (end.lastIndexOf('%%EOF') < 0 || end.lastIndexOf('startxref') < 0) throw new RenditionFailed('pdf-truncated');
  const doc = await parsed(bytes);
  const root = doc.context.lookup(doc.context.trailerInfo.Root);
  if (!(root instanceof PDFDict)) throw new RenditionFailed('pdf-broken');
  refuseGuessedLengths(doc);
  pagesOf(doc);
  refuseCollection(doc);
  refuseDynamicForm(doc);
  return doc;
}

async function parsed(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, {
      throwOnInvalidObject: true,
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
      // The form is read as it stands: its XFA part is dropped by cleaning, which says so.
      preserveXFA: true,
    });
  } catch (error) {
    if (error instanceof EncryptedPDFError) throw new RenditionFailed('pdf-encrypted', {}, error);
    throw new RenditionFailed('pdf-broken', {}, error);
  }
}

/**
 * pdf-lib reads a file from its beginning to its end: where a stream's length stands in an object of its own, it looks for the
 * word that ends the stream, and takes words in the stream for it. What is read after that would be wrong without a sign.
 */
function refuseGuessedLengths(doc: PDFDocument): void {
  for (const [, object] of doc.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || !(object.dict.get(name('Length')) instanceof PDFRef)) continue;
    const length = numberIn(object.dict, 'Length');
    // Line ends before the end mark may belong to the stream or not.
    const off = length === undefined ? Number.POSITIVE_INFINITY : Math.abs(length - object.contents.length);
    if (off > 2) throw new RenditionFailed('pdf-stream-lengths');
  }
}

/** ISO 32000-1, 7.11.6: a collection of files, whose pages only ask for a program that can show them. */
function refuseCollection(doc: PDFDocument): void {
  if (valueIn(doc.catalog, 'Collection') !== undefined) throw new RenditionFailed('pdf-portfolio');
}

/** ISO 32000-1, 12.7.8: such a file holds one page that asks to wait; the real pages exist in Adobe's programs alone. */
function refuseDynamicForm(doc: PDFDocument): void {
  const form = dictIn(doc.catalog, 'AcroForm');
  const xfa = form !== undefined && valueIn(form, 'XFA') !== undefined;
  if (!xfa) return;
  const fields = membersOf(arrayIn(form, 'Fields'));
  if (flagIn(doc.catalog, 'NeedsRendering') || fields.length === 0) throw new RenditionFailed('pdf-xfa');
}
