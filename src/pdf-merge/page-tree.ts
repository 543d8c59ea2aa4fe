/** The pages of a document in order, each with what it inherits from the tree above it. */
import { PDFDict, type PDFDocument, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { RenditionFailed } from '#src/renditions/note.ts';
import { arrayIn, type Box, boxOf, dictIn, name, numberIn, overlapOf, valueIn } from './objects.ts';

export interface Page {
  dict: PDFDict;
  ref: PDFRef | undefined;
  /** In user space, as the page or the tree above it says. */
  mediaBox: Box;
  /** What a reader sees: the crop box within the media box. */
  cropBox: Box;
  /** How far the page is turned clockwise when it is shown. */
  rotate: 0 | 90 | 180 | 270;
  /** How many points one unit of user space is. */
  userUnit: number;
  resources: PDFDict | undefined;
}

/** US Letter, which readers assume where a page has no usable box. */
const ASSUMED: Box = [0, 0, 612, 792];
/** Deeper than any page tree; one that is deeper would exhaust the stack. */
const DEEPEST = 500;
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;

type Inherited = Partial<Record<(typeof INHERITED)[number], PDFObject>>;

/**
 * All pages in reading order.
 * @throws RenditionFailed `pdf-no-pages` where there are none; `pdf-pages-missing` (`expected`, `found`) where the tree
 * names pages that are not there or says another number than it has
 */
export function pagesOf(doc: PDFDocument): Page[] {
  const root = dictIn(doc.catalog, 'Pages');
  if (root === undefined) throw new RenditionFailed('pdf-no-pages');
  const pages: Page[] = [];
  const open = new Set<PDFDict>();
  let missing = 0;

  function visit(object: PDFObject | undefined, above: Inherited): void {
    const node = doc.context.lookup(object);
    if (!(node instanceof PDFDict) || open.has(node) || open.size > DEEPEST) {
      missing += 1;
      return;
    }
    const inherited = { ...above };
    for (const key of INHERITED) inherited[key] = valueIn(node, key) ?? above[key];
    const kids = arrayIn(node, 'Kids');
    if (kids === undefined) {
      pages.push(pageOf(node, object instanceof PDFRef ? object : undefined, inherited));
      return;
    }
    open.add(node);
    for (const kid of kids.asArray()) visit(kid, inherited);
    open.delete(node);
  }

  visit(root, {});
  const expected = numberIn(root, 'Count') ?? pages.length;
  if (missing > 0 || expected !== pages.length) {
    throw new RenditionFailed('pdf-pages-missing', {
      expected: Math.max(expected, pages.length + missing),
      found: pages.length,
    });
  }
  if (pages.length === 0) throw new RenditionFailed('pdf-no-pages');
  return pages;
}

function pageOf(dict: PDFDict, ref: PDFRef | undefined, inherited: Inherited): Page {
  const own = PDFDict.withContext(dict.context);
  for (const key of INHERITED) {
    const value = inherited[key];
    if (value !== undefined) own.set(name(key), value);
  }
  const mediaBox = boxOf(arrayIn(own, 'MediaBox')) ?? ASSUMED;
  const crop = boxOf(arrayIn(own, 'CropBox'));
  const userUnit = numberIn(dict, 'UserUnit') ?? 1;
  return {
    dict,
    ref,
    mediaBox,
    cropBox: (crop && overlapOf(crop, mediaBox)) ?? mediaBox,
    rotate: quarterTurns(numberIn(own, 'Rotate') ?? 0),
    userUnit: userUnit > 0 ? userUnit : 1,
    resources: dictIn(own, 'Resources'),
  };
}

function quarterTurns(degrees: number): Page['rotate'] {
  const turned = ((degrees % 360) + 360) % 360;
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0;
}
