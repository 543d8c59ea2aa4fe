/** Reads a structure tree as far as it describes pages that are there; what describes nothing else is left out. */
import { PDFArray, PDFDict, type PDFDocument, PDFNumber, type PDFObject, PDFStream } from '@cantoo/pdf-lib';
import { dictIn, membersOf, nameIn, numberIn, valueIn } from './objects.ts';

export type Kid =
  | { kind: 'content'; page: number; mcid: number; stream: PDFStream | null }
  | { kind: 'object'; page: number | null; object: PDFObject }
  | { kind: 'element'; element: Element };

export interface Element {
  dict: PDFDict;
  kids: Kid[];
  /** The page (from 0) that its first content is on, or null for an element without content. */
  page: number | null;
}

/** Deeper than any document; a tree that is deeper is cut there. */
const DEEPEST = 400;

/**
 * @param isKept whether an annotation, image or form is carried along
 * @returns the elements below the root in their order
 */
export function readStructure(doc: PDFDocument, pages: PDFDict[], isKept: (object: PDFObject) => boolean): Element[] {
  const root = dictIn(doc.catalog, 'StructTreeRoot');
  if (root === undefined) return [];
  const pageAt = new Map<PDFObject, number>();
  pages.forEach((page, i) => {
    if (!pageAt.has(page)) pageAt.set(page, i);
  });
  const seen = new Set<PDFDict>();

  function pageOf(dict: PDFDict, inherited: number | null): number | null {
    const page = valueIn(dict, 'Pg');
    return page === undefined ? inherited : (pageAt.get(page) ?? null);
  }

  function kidOf(object: PDFObject, page: number | null, depth: number): Kid[] {
    if (object instanceof PDFNumber) return contentKid(page, object.asNumber(), null);
    if (!(object instanceof PDFDict)) return [];
    const type = nameIn(object, 'Type');
    const own = pageOf(object, page);
    if (type === 'MCR') {
      const stream = valueIn(object, 'Stm');
      if (stream !== undefined && !(stream instanceof PDFStream && isKept(stream))) return [];
      return contentKid(own, numberIn(object, 'MCID') ?? -1, stream instanceof PDFStream ? stream : null);
    }
    if (type === 'OBJR') {
      const target = valueIn(object, 'Obj');
      return target !== undefined && isKept(target) ? [{ kind: 'object', page: own, object: target }] : [];
    }
    const element = elementOf(object, page, depth);
    return element === null ? [] : [{ kind: 'element', element }];
  }

  function elementOf(dict: PDFDict, inherited: number | null, depth: number): Element | null {
    if (seen.has(dict) || depth > DEEPEST || nameIn(dict, 'S') === undefined) return null;
    seen.add(dict);
    const page = pageOf(dict, inherited);
    const value = valueIn(dict, 'K');
    const members = value instanceof PDFArray ? membersOf(value) : value === undefined ? [] : [value];
    const kids = members.flatMap((member) => kidOf(member, page, depth + 1));
    // An element that had content and has none left described pages or annotations that are not carried along.
    if (members.length > 0 && kids.length === 0) return null;
    return { dict, kids, page: kids.map(beginsOn).find((each) => each !== null) ?? null };
  }

  const value = valueIn(root, 'K');
  const members = value instanceof PDFArray ? membersOf(value) : value === undefined ? [] : [value];
  return members.flatMap((member) => {
    const element = member instanceof PDFDict ? elementOf(member, null, 0) : null;
    return element === null ? [] : [element];
  });
}

function contentKid(page: number | null, mcid: number, stream: PDFStream | null): Kid[] {
  if (page === null || !Number.isInteger(mcid) || mcid < 0) return [];
  return [{ kind: 'content', page, mcid, stream }];
}

function beginsOn(kid: Kid): number | null {
  return kid.kind === 'element' ? kid.element.page : kid.page;
}
