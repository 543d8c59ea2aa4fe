/** A document's bookmarks as a tree. */
import type { PDFDict, PDFDocument } from '@cantoo/pdf-lib';
import type { Resolve } from './destinations.ts';
import type { OutlineEntry } from './fragment.ts';
import { dictIn, nameIn, numberIn, textIn, valueIn } from './objects.ts';

/** More entries than any document has; a file with more goes round in circles or means harm. */
const MOST_ENTRIES = 50_000;
const DEEPEST = 50;

/** Entries that lead nowhere and have nothing below them are left out. */
export function outlineOf(doc: PDFDocument, resolve: Resolve): OutlineEntry[] {
  const seen = new Set<PDFDict>();

  function entriesFrom(first: PDFDict | undefined, depth: number): OutlineEntry[] {
    const entries: OutlineEntry[] = [];
    for (let node = first; node !== undefined; node = dictIn(node, 'Next')) {
      if (seen.has(node) || seen.size > MOST_ENTRIES || depth > DEEPEST) break;
      seen.add(node);
      const below = entriesFrom(dictIn(node, 'First'), depth + 1);
      const target = resolve(destinationOf(node));
      if (target === null && below.length === 0) continue;
      const title = (textIn(node, 'Title') ?? '').trim();
      entries.push({ title, target, open: (numberIn(node, 'Count') ?? 0) > 0, below });
    }
    return entries;
  }

  const root = dictIn(doc.catalog, 'Outlines');
  return root === undefined ? [] : entriesFrom(dictIn(root, 'First'), 0);
}

function destinationOf(node: PDFDict) {
  const action = dictIn(node, 'A');
  if (action !== undefined && nameIn(action, 'S') === 'GoTo') return valueIn(action, 'D');
  return valueIn(node, 'Dest');
}
