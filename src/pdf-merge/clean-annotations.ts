/** Takes annotations off the pages: links stay, what forms and stamps show is drawn into the page, the rest is counted. */
import { PDFDict, type PDFDocument, PDFStream } from '@cantoo/pdf-lib';
import { type AnnotationTags, annotationsOf, annotationTags } from './annotation-tags.ts';
import { cleanAction, cleanEvents } from './clean-actions.ts';
import { arrayIn, boxOf, dictIn, name, nameIn, nameOf, numberIn, numbersOf, valueIn } from './objects.ts';
import { type Drawing, drawOnPage } from './page-additions.ts';
import { readContent } from './page-content.ts';
import type { Page } from './page-tree.ts';
import type { CleaningRule, Tally } from './tally.ts';

/** What each kind is to the officer; what is not named here is a comment. */
const KINDS: Record<string, CleaningRule | null> = {
  FileAttachment: 'pdf-embedded-files',
  Redact: 'pdf-redactions',
  FreeText: 'pdf-drawings',
  Ink: 'pdf-drawings',
  Line: 'pdf-drawings',
  Square: 'pdf-drawings',
  Circle: 'pdf-drawings',
  Polygon: 'pdf-drawings',
  PolyLine: 'pdf-drawings',
  Sound: 'pdf-media',
  Movie: 'pdf-media',
  Screen: 'pdf-media',
  '3D': 'pdf-media',
  RichMedia: 'pdf-media',
  // Belongs to a comment that is counted itself, or shows nothing.
  Popup: null,
  TrapNet: null,
  PrinterMark: null,
};
/** Drawn into the page: they are part of the paper that people see. */
const DRAWN = new Set(['Widget', 'Stamp', 'Watermark']);
/** ISO 32000-1, table 165: hidden, or not shown on a screen. */
const NOT_SHOWN = 2 | 32;

/** @throws RenditionFailed as `readContent` */
export function cleanAnnotations(doc: PDFDocument, pages: Page[], tally: Tally): void {
  const tags = annotationTags(doc, (page) => readContent(page, pages.indexOf(page) + 1).lastMarked);
  const done = new Set<PDFDict>();
  pages.forEach((page, i) => {
    const links: PDFDict[] = [];
    const drawings: Drawing[] = [];
    for (const annotation of annotationsOf(page)) {
      if (done.has(annotation)) continue;
      done.add(annotation);
      const kind = nameIn(annotation, 'Subtype') ?? '';
      if (kind === 'Link') links.push(annotation);
      else if (DRAWN.has(kind)) drawings.push(...drawn(doc, annotation, kind, page, tags, tally));
      else countOne(annotation, kind, tally);
    }
    for (const link of links) cleanAction(link, tally);
    drawOnPage(doc, page, i + 1, drawings);
    keepLinks(doc, page, links);
  });
}

function countOne(annotation: PDFDict, kind: string, tally: Tally): void {
  const rule = KINDS[kind];
  if (rule === null) return;
  // An answer to a comment counts as a comment, whatever it is drawn as.
  tally.add(rule === undefined || valueIn(annotation, 'IRT') !== undefined ? 'pdf-comments' : rule);
  cleanAction(annotation, tally);
  cleanEvents(annotation, tally);
}

function keepLinks(doc: PDFDocument, page: Page, links: PDFDict[]): void {
  const all = arrayIn(page.dict, 'Annots');
  if (all === undefined) return;
  const kept = all.asArray().filter((each) => links.some((link) => doc.context.lookup(each) === link));
  if (kept.length > 0) page.dict.set(name('Annots'), doc.context.obj(kept));
  else page.dict.delete(name('Annots'));
}

function drawn(doc: PDFDocument, annotation: PDFDict, kind: string, page: Page, tags: AnnotationTags, tally: Tally) {
  const signature = kind === 'Widget' && fieldType(annotation) === 'Sig';
  if (kind === 'Widget') {
    cleanAction(annotation, tally);
    cleanEvents(annotation, tally);
  }
  const shown = ((numberIn(annotation, 'F') ?? 0) & NOT_SHOWN) === 0;
  if (signature) tally.add('pdf-signatures');
  else if (kind === 'Widget') tally.add(shown ? 'pdf-form-fields' : 'pdf-hidden-fields');
  const form = shown ? appearanceOf(annotation) : undefined;
  const matrix = form && placement(form, annotation);
  if (form === undefined || matrix === undefined) return [];
  form.dict.set(name('Type'), name('XObject'));
  form.dict.set(name('Subtype'), name('Form'));
  const fallback = fieldResources(doc);
  if (valueIn(form.dict, 'Resources') === undefined && fallback) form.dict.set(name('Resources'), fallback);
  const marked = tags.drawn(annotation, page);
  // An appearance is a stream, so it has a reference of its own; a second one to the same stream does no harm.
  return [{ form: doc.context.register(form), matrix, marked, artifact: tags.tagged && marked === null }];
}

function fieldType(annotation: PDFDict): string | undefined {
  let field: PDFDict | undefined = annotation;
  for (let depth = 0; field !== undefined && depth < 50; depth += 1) {
    const type = nameIn(field, 'FT');
    if (type !== undefined) return type;
    field = dictIn(field, 'Parent');
  }
  return undefined;
}

const fieldResources = (doc: PDFDocument) => {
  const form = dictIn(doc.catalog, 'AcroForm');
  return form && dictIn(form, 'DR');
};

/** The normal appearance: where there are several, the one of the annotation's state. */
function appearanceOf(annotation: PDFDict): PDFStream | undefined {
  const appearances = dictIn(annotation, 'AP');
  const normal = appearances && valueIn(appearances, 'N');
  if (normal instanceof PDFStream) return normal;
  const state = nameOf(valueIn(annotation, 'AS'));
  const chosen = normal instanceof PDFDict && state !== undefined ? valueIn(normal, state) : undefined;
  return chosen instanceof PDFStream ? chosen : undefined;
}

/** ISO 32000-1, 12.5.5, algorithm 8.1: the form's box, transformed by its matrix, is fitted to the annotation's rectangle. */
function placement(form: PDFStream, annotation: PDFDict): number[] | undefined {
  const area = boxOf(arrayIn(annotation, 'Rect'));
  const box = boxOf(arrayIn(form.dict, 'BBox'));
  if (area === undefined || box === undefined) return undefined;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(arrayIn(form.dict, 'Matrix'));
  const corners = [
    [box[0], box[1]],
    [box[2], box[1]],
    [box[0], box[3]],
    [box[2], box[3]],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (right === left || high === low) return undefined;
  const across = (area[2] - area[0]) / (right - left);
  const up = (area[3] - area[1]) / (high - low);
  return [across, 0, 0, up, area[0] - left * across, area[1] - low * up];
}
