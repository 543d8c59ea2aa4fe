/** Takes out of a PDF what can act and what can leak; what people see stays as it is. */
import type { PDFDict, PDFDocument } from '@cantoo/pdf-lib';
import type { Note } from '#src/renditions/note.ts';
import { cleanDocumentActions, cleanOutlineActions, cleanPageActions } from './clean-actions.ts';
import { cleanAnnotations } from './clean-annotations.ts';
import { nameTree } from './destinations.ts';
import { hideLayers } from './hidden-layers.ts';
import { dictIn, valueIn } from './objects.ts';
import { type Page, pagesOf } from './page-tree.ts';
import { createTally, type Tally } from './tally.ts';

/** What stays of the catalog and of a page; metadata, private data, thumbnails, threads and the like go. */
const CATALOG = new Set([
  'Type',
  'Pages',
  'Outlines',
  'Names',
  'Dests',
  'PageLabels',
  'StructTreeRoot',
  'MarkInfo',
  'Lang',
]);
const PAGE = new Set([
  'Type',
  'Parent',
  'Resources',
  'MediaBox',
  'CropBox',
  'Rotate',
  'UserUnit',
  'Contents',
  'Annots',
  'Group',
  'Tabs',
  'StructParents',
]);

/**
 * Cleans the document in place: scripts, actions and media; embedded files; comments and other annotations (what form fields,
 * stamps and watermarks show is drawn into the page, with its tag); hidden layers; metadata and private data. Links within
 * the file and to http, https and mailto stay, as do outline, structure tree, page labels and language.
 * Objects that nothing leads to any longer are still in memory: `toFragment` leaves them out.
 * @returns what the officer is told, each note with `count`
 * @throws RenditionFailed `pdf-broken-content` (`page`) where a page's content cannot be read to its end
 */
export function cleanPdf(doc: PDFDocument): Note[] {
  const tally = createTally();
  const pages = pagesOf(doc);
  cleanDocumentActions(doc, tally);
  cleanOutlineActions(doc, tally);
  for (const page of pages) cleanPageActions(page, tally);
  countFiles(doc, tally);
  hideLayers(doc, pages, tally);
  noteForm(doc, tally);
  cleanAnnotations(doc, pages, tally);
  tally.add('pdf-outside-crop', pages.filter(isCropped).length);
  for (const { dict } of pages) keepOnly(dict, PAGE);
  const names = dictIn(doc.catalog, 'Names');
  if (names) keepOnly(names, new Set(['Dests']));
  keepOnly(doc.catalog, CATALOG);
  delete doc.context.trailerInfo.Info;
  return tally.notes();
}

function keepOnly(dict: PDFDict, kept: Set<string>): void {
  for (const key of dict.keys()) if (!kept.has(key.decodeText())) dict.delete(key);
}

function countFiles(doc: PDFDocument, tally: Tally): void {
  const names = dictIn(doc.catalog, 'Names');
  const files = names && dictIn(names, 'EmbeddedFiles');
  if (files) tally.add('pdf-embedded-files', nameTree(files).length);
}

function noteForm(doc: PDFDocument, tally: Tally): void {
  const form = dictIn(doc.catalog, 'AcroForm');
  if (form === undefined) return;
  if (valueIn(form, 'XFA') !== undefined) tally.add('pdf-xfa');
}

/** Cut by more than a hair's breadth. */
function isCropped({ mediaBox, cropBox }: Page): boolean {
  return mediaBox.some((edge, i) => Math.abs(edge - (cropBox[i] ?? edge)) > 1);
}
