/** Which structure element holds each annotation, so that what an annotation shows keeps its tag when it is drawn into the page. */
import { PDFArray, PDFDict, type PDFDocument, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { dictIn, membersOf, name, nameIn, numberIn, valueIn } from './objects.ts';
import type { Page } from './page-tree.ts';

export interface AnnotationTags {
  /** Whether the document is tagged at all. */
  tagged: boolean;
  /** The element's type and a fresh identifier on that page, put in the annotation's place; null for one without a tag. */
  drawn(annotation: PDFDict, page: Page): { type: string; mcid: number } | null;
}

interface Place {
  element: PDFDict;
  /** In the array of kids, or -1 for an only kid. */
  at: number;
}

/** @param lastMarked the highest marked-content identifier in a page's content */
export function annotationTags(doc: PDFDocument, lastMarked: (page: Page) => number): AnnotationTags {
  const root = dictIn(doc.catalog, 'StructTreeRoot');
  if (root === undefined) return { tagged: false, drawn: () => null };
  const places = new Map<PDFObject, Place>();
  const highest = new Map<PDFDict, number>();
  readPlaces(root, places, highest);
  return {
    tagged: true,
    drawn(annotation, page) {
      const place = places.get(annotation);
      if (place === undefined || page.ref === undefined) return null;
      const mcid = Math.max(highest.get(page.dict) ?? -1, lastMarked(page)) + 1;
      highest.set(page.dict, mcid);
      const kid = doc.context.obj({ Type: 'MCR', Pg: page.ref, MCID: mcid });
      const kids = valueIn(place.element, 'K');
      if (kids instanceof PDFArray) kids.set(place.at, kid);
      else place.element.set(name('K'), kid);
      const type = nameIn(place.element, 'S') ?? 'Form';
      return { type: /^[A-Za-z0-9]+$/.test(type) ? type : 'Form', mcid };
    },
  };
}

function readPlaces(root: PDFDict, places: Map<PDFObject, Place>, highest: Map<PDFDict, number>): void {
  const seen = new Set<PDFDict>();
  const mark = (page: PDFObject | undefined, mcid: number | undefined) => {
    if (page instanceof PDFDict && mcid !== undefined) highest.set(page, Math.max(highest.get(page) ?? -1, mcid));
  };
  const waiting: PDFDict[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (seen.has(element)) continue;
    seen.add(element);
    const owner = element;
    const value = valueIn(owner, 'K');
    const kids = value instanceof PDFArray ? value.asArray().map((_, i) => value.lookup(i)) : [value];
    kids.forEach((kid, at) => {
      if (kid instanceof PDFNumber) mark(valueIn(owner, 'Pg'), kid.asNumber());
      if (!(kid instanceof PDFDict)) return;
      const type = nameIn(kid, 'Type');
      if (type === 'MCR') mark(valueIn(kid, 'Pg') ?? valueIn(owner, 'Pg'), numberIn(kid, 'MCID'));
      else if (type === 'OBJR') {
        const target = valueIn(kid, 'Obj');
        if (target !== undefined) places.set(target, { element: owner, at: value instanceof PDFArray ? at : -1 });
      } else waiting.push(kid);
    });
  }
}

/** The pages' annotations as dictionaries. */
export function annotationsOf(page: Page): PDFDict[] {
  const all = valueIn(page.dict, 'Annots');
  return all instanceof PDFArray ? membersOf(all).filter((each) => each instanceof PDFDict) : [];
}
