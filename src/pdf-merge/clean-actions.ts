/** Takes out actions: all that a click or an event can set going, but links within the file and to the web. */
import type { PDFDict, PDFDocument } from '@cantoo/pdf-lib';
import { nameTree } from './destinations.ts';
import { isWebAddress } from './links-of.ts';
import { dictIn, dictOf, name, nameIn, textIn, valueIn } from './objects.ts';
import type { Page } from './page-tree.ts';
import type { Tally } from './tally.ts';

const MEDIA = new Set(['Rendition', 'Movie', 'Sound', 'GoTo3DView', 'RichMediaExecute']);
const TO_OTHER_FILES = new Set(['GoToR', 'GoToE', 'URI', 'Thread']);
const DEEPEST_CHAIN = 50;

/** Counts the action and those that follow it, unless it is one that stays. */
function count(action: PDFDict | undefined, tally: Tally, depth = 0): void {
  if (action === undefined || depth > DEEPEST_CHAIN) return;
  const kind = nameIn(action, 'S');
  if (kind === 'JavaScript' || valueIn(action, 'JS') !== undefined) tally.add('pdf-scripts');
  else if (kind === 'URI' && isScript(action)) tally.add('pdf-scripts');
  else if (kind !== undefined && MEDIA.has(kind)) tally.add('pdf-media');
  else if (kind !== undefined && TO_OTHER_FILES.has(kind)) {
    if (!stays(action)) tally.add('pdf-links');
  } else if (kind !== 'GoTo' && kind !== 'Named') tally.add('pdf-actions');
  count(dictIn(action, 'Next'), tally, depth + 1);
}

const isScript = (action: PDFDict) => /^\s*(?:javascript|vbscript|data)\s*:/i.test(textIn(action, 'URI') ?? '');

/** Whether a reader may follow it in a packet. */
function stays(action: PDFDict): boolean {
  const kind = nameIn(action, 'S');
  if (kind === 'GoTo') return true;
  return kind === 'URI' && isWebAddress(textIn(action, 'URI') ?? '');
}

/** The action of a link, a bookmark or a field: what may stay loses what follows it, all else is taken out. */
export function cleanAction(owner: PDFDict, tally: Tally): void {
  const action = dictIn(owner, 'A');
  if (valueIn(owner, 'A') === undefined) return;
  count(action, tally);
  if (action !== undefined && stays(action)) action.delete(name('Next'));
  else owner.delete(name('A'));
}

/** Actions that an event starts: opening, closing, printing, entering a field. */
export function cleanEvents(owner: PDFDict, tally: Tally): void {
  const events = dictIn(owner, 'AA');
  for (const [, action] of events?.entries() ?? []) count(dictOf(owner.context.lookup(action)), tally);
  owner.delete(name('AA'));
}

/** What the document itself does when it is opened, and the scripts that it names. */
export function cleanDocumentActions(doc: PDFDocument, tally: Tally): void {
  count(dictIn(doc.catalog, 'OpenAction'), tally);
  doc.catalog.delete(name('OpenAction'));
  cleanEvents(doc.catalog, tally);
  const names = dictIn(doc.catalog, 'Names');
  const scripts = names && dictIn(names, 'JavaScript');
  if (scripts) tally.add('pdf-scripts', nameTree(scripts).length);
  names?.delete(name('JavaScript'));
}

export function cleanPageActions({ dict }: Page, tally: Tally): void {
  cleanEvents(dict, tally);
}

export function cleanOutlineActions(doc: PDFDocument, tally: Tally): void {
  const root = dictIn(doc.catalog, 'Outlines');
  const seen = new Set<PDFDict>();
  const waiting = root === undefined ? [] : [dictIn(root, 'First')];
  for (let node = waiting.pop(); node !== undefined || waiting.length > 0; node = waiting.pop()) {
    if (node === undefined || seen.has(node)) continue;
    seen.add(node);
    cleanAction(node, tally);
    waiting.push(dictIn(node, 'Next'), dictIn(node, 'First'));
  }
}
