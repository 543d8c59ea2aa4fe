/** Takes annotations off the pages: links stay, what forms and stamps show is drawn into the page, the rest is counted. */
import type { PDFDict, PDFDocument } from '@cantoo/pdf-lib';
import { type AnnotationTags, annotationsOf, annotationTags } from './annotation-tags.ts';
import { type Appearances, createAppearances } from './appearances.ts';
import { cleanAction, cleanEvents } from './clean-actions.ts';
import { fieldValue } from './field-text.ts';
import { arrayIn, name, nameIn, nameOf, numberIn, valueIn } from './objects.ts';
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
  const drawer: Drawer = { tags, appearances: createAppearances(doc), tally };
  const done = new Set<PDFDict>();
  pages.forEach((page, i) => {
    const links: PDFDict[] = [];
    const drawings: Drawing[] = [];
    for (const annotation of annotationsOf(page)) {
      if (done.has(annotation)) continue;
      done.add(annotation);
      const kind = nameIn(annotation, 'Subtype') ?? '';
      if (kind === 'Link') links.push(annotation);
      else if (DRAWN.has(kind)) drawings.push(...drawn(annotation, kind, page, drawer));
      else countOne(annotation, kind, tally);
    }
    for (const link of links) cleanAction(link, tally);
    drawOnPage(doc, page, i + 1, drawings);
    keepLinks(doc, page, links);
  });
  drawer.appearances.finish();
}

interface Drawer {
  tags: AnnotationTags;
  appearances: Appearances;
  tally: Tally;
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

function drawn(annotation: PDFDict, kind: string, page: Page, { tags, appearances, tally }: Drawer): Drawing[] {
  const shown = ((numberIn(annotation, 'F') ?? 0) & NOT_SHOWN) === 0;
  if (kind === 'Widget') {
    cleanAction(annotation, tally);
    cleanEvents(annotation, tally);
    tally.add(widgetRule(annotation, shown));
  }
  const appearance = shown ? appearances.of(annotation) : undefined;
  if (appearance === undefined) return [];
  const marked = tags.drawn(annotation, page);
  return [{ ...appearance, marked, artifact: tags.tagged && marked === null }];
}

function widgetRule(annotation: PDFDict, shown: boolean): CleaningRule {
  if (nameOf(fieldValue(annotation, 'FT')) === 'Sig') return 'pdf-signatures';
  return shown ? 'pdf-form-fields' : 'pdf-hidden-fields';
}
