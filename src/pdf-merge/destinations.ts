/** Finds what links and outline entries lead to: named destinations are resolved to a page and a view. */
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFString,
} from '@cantoo/pdf-lib';
import type { Destination } from './fragment.ts';
import { arrayIn, dictIn, dictOf, isString, membersOf, nameOf, valueIn } from './objects.ts';

/** ISO 32000-1, 12.3.2.2: the views and how many numbers each takes. */
const VIEWS: Record<string, number> = { XYZ: 3, Fit: 0, FitH: 1, FitV: 1, FitR: 4, FitB: 0, FitBH: 1, FitBV: 1 };

export type Resolve = (destination: PDFObject | undefined) => Destination | null;

/** @param pages the dictionaries of all pages in order */
export function destinationsOf(doc: PDFDocument, pages: PDFDict[]): Resolve {
  const pageAt = new Map<PDFObject, number>();
  pages.forEach((page, i) => {
    if (!pageAt.has(page)) pageAt.set(page, i);
  });
  let names: Map<string, PDFObject> | null = null;

  const resolve = (destination: PDFObject | undefined, named: boolean): Destination | null => {
    const found = doc.context.lookup(destination);
    if (found instanceof PDFArray) return explicit(found, pageAt);
    if (found instanceof PDFDict) return resolve(valueIn(found, 'D'), named);
    const key = keyOf(found);
    if (key === null || !named) return null;
    names ??= namedDestinations(doc);
    // A name that stands for a name leads nowhere, so nothing goes round in circles.
    return resolve(names.get(key), false);
  };
  return (destination) => resolve(destination, true);
}

function explicit(array: PDFArray, pageAt: Map<PDFObject, number>): Destination | null {
  const target = array.size() > 0 ? array.lookup(0) : undefined;
  const page = target instanceof PDFNumber ? target.asNumber() : target && pageAt.get(target);
  if (page === undefined || !Number.isInteger(page) || page < 0 || page >= pageAt.size) return null;
  const view = nameOf(array.size() > 1 ? array.lookup(1) : undefined);
  const count = view === undefined ? undefined : VIEWS[view];
  if (count === undefined) return { page, view: '/XYZ null null null' };
  const numbers = Array.from({ length: count }, (_, i) => {
    const each = i + 2 < array.size() ? array.lookup(i + 2) : undefined;
    return each instanceof PDFNumber ? each.toString() : 'null';
  });
  return { page, view: [`/${view}`, ...numbers].join(' ') };
}

function keyOf(object: PDFObject | undefined): string | null {
  if (object instanceof PDFName) return object.decodeText();
  return isString(object) ? latinOf(object) : null;
}

const latinOf = (text: PDFString | PDFHexString) => Buffer.from(text.asBytes()).toString('latin1');

/** Those of the name tree, and those of the dictionary that PDF 1.1 had. */
function namedDestinations(doc: PDFDocument): Map<string, PDFObject> {
  const found = new Map<string, PDFObject>();
  for (const [key, value] of dictIn(doc.catalog, 'Dests')?.entries() ?? []) found.set(key.decodeText(), value);
  const names = dictIn(doc.catalog, 'Names');
  const tree = names && dictIn(names, 'Dests');
  if (tree) for (const [key, value] of nameTree(tree)) found.set(key, value);
  return found;
}

/** The pairs of a name tree, the keys as Latin-1. */
export function nameTree(root: PDFDict): [string, PDFObject][] {
  const pairs: [string, PDFObject][] = [];
  const seen = new Set<PDFDict>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const flat = arrayIn(node, 'Names');
    for (let i = 0; flat !== undefined && i + 1 < flat.size(); i += 2) {
      const key = flat.lookup(i);
      if (key instanceof PDFString || key instanceof PDFHexString) pairs.push([latinOf(key), flat.get(i + 1)]);
    }
    waiting.push(...membersOf(arrayIn(node, 'Kids')).flatMap((kid) => dictOf(kid) ?? []));
  }
  return pairs;
}
