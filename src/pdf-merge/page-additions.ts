/** Draws forms on top of a page's own content, which is closed first so that it cannot move or colour what is added. */
import { PDFDict, type PDFDocument, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import { arrayIn, dictIn, name } from './objects.ts';
import { readContent } from './page-content.ts';
import type { Page } from './page-tree.ts';

export interface Drawing {
  form: PDFRef;
  /** From the form's space to the page's. */
  matrix: number[];
  /** The identifier of its marked content with its type, or null where the page needs none. */
  marked: { type: string; mcid: number } | null;
  /** Part of the page's decoration: screen readers pass over it. */
  artifact: boolean;
}

/** @throws RenditionFailed as `readContent` */
export function drawOnPage(doc: PDFDocument, page: Page, number: number, drawings: Drawing[]): void {
  if (drawings.length === 0) return;
  const { underflow, closing } = readContent(page, number);
  const resources = copyOf(page.resources, doc);
  const forms = copyOf(dictIn(resources, 'XObject'), doc);
  resources.set(name('XObject'), forms);
  page.dict.set(name('Resources'), resources);
  page.resources = resources;
  const operators = drawings.map((drawing) => {
    const key = forms.uniqueKey('Drawn');
    forms.set(key, drawing.form);
    const draw = `q ${drawing.matrix.join(' ')} cm ${key.toString()} Do Q`;
    if (drawing.marked) return `/${drawing.marked.type} <</MCID ${drawing.marked.mcid}>> BDC ${draw} EMC`;
    return drawing.artifact ? `/Artifact BMC ${draw} EMC` : draw;
  });
  const before = doc.context.register(doc.context.stream(`q${' q'.repeat(underflow)}\n`));
  const after = doc.context.register(doc.context.stream(`\n${closing} Q\n${operators.join('\n')}\n`));
  page.dict.set(name('Contents'), doc.context.obj([before, ...referencesTo(page.dict), after]));
}

function copyOf(dict: PDFDict | undefined, doc: PDFDocument): PDFDict {
  return dict === undefined ? PDFDict.withContext(doc.context) : dict.clone(doc.context);
}

/** The references to the page's content streams. */
function referencesTo(page: PDFDict): PDFObject[] {
  const all = arrayIn(page, 'Contents');
  if (all !== undefined) return all.asArray();
  const only = page.get(name('Contents'));
  return only === undefined ? [] : [only];
}
