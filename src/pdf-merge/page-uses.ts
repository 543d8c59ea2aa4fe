/** What a page reaches through the forms that it draws: whether it shows text, and which of its resources it needs. */
import { PDFDict, PDFStream } from '@cantoo/pdf-lib';
import { dictIn, name, nameIn } from './objects.ts';
import { type Content, readContent, readOperators } from './page-content.ts';
import type { Page } from './page-tree.ts';
import { decodedBytes, Undecodable } from './stream-bytes.ts';

/** What has been read of each form. */
export type ReadForms = Map<PDFStream, Pick<Content, 'text' | 'uses'> | null>;

/**
 * Whether the page's content, or a form that it draws, shows a string that is not empty; invisible text counts.
 * @throws RenditionFailed `pdf-broken-content` (`page`)
 */
export function showsText(page: Page, number: number, forms: ReadForms): boolean {
  const { text, uses } = readContent(page, number);
  return text || formsDrawn(uses, page.resources, forms).some(({ content }) => content?.text);
}

/**
 * The resources that the page names, itself or by a form that has none of its own; null where that cannot be known, so that all
 * are needed.
 * @throws RenditionFailed `pdf-broken-content` (`page`)
 */
export function resourcesUsed(page: Page, number: number, forms: ReadForms): Set<string> | null {
  const { uses } = readContent(page, number);
  const all = new Set(uses);
  for (const { content, inherits } of formsDrawn(uses, page.resources, forms)) {
    if (content === null) return null;
    if (inherits) for (const each of content.uses) all.add(each);
  }
  return namesGlyphs(page.resources) ? null : all;
}

interface DrawnForm {
  /** Null where it cannot be read. */
  content: Pick<Content, 'text' | 'uses'> | null;
  /** Whether it looks its names up in the page's resources. */
  inherits: boolean;
}

/** Forms within forms; readers draw fewer (ISO 32000-1, annex C). */
const DEEPEST = 100;

/** The forms that are drawn, and those that they draw. */
function formsDrawn(uses: Set<string>, resources: PDFDict | undefined, forms: ReadForms): DrawnForm[] {
  const found = new Map<PDFStream, DrawnForm>();
  const visit = (named: Set<string>, within: PDFDict | undefined, inherited: boolean, depth: number): void => {
    for (const each of named) {
      const stream = each.startsWith('XObject/') ? formCalled(each.slice('XObject/'.length), within) : undefined;
      if (stream === undefined || found.has(stream) || depth > DEEPEST) continue;
      const own = dictIn(stream.dict, 'Resources');
      const inherits = inherited && own === undefined;
      const content = readForm(stream, forms);
      found.set(stream, { content, inherits });
      if (content !== null) visit(content.uses, own ?? within, inherits, depth + 1);
    }
  };
  visit(uses, resources, true, 0);
  return [...found.values()];
}

function formCalled(called: string, resources: PDFDict | undefined): PDFStream | undefined {
  const all = resources && dictIn(resources, 'XObject');
  const found = all?.context.lookup(all.get(name(called)));
  return found instanceof PDFStream && nameIn(found.dict, 'Subtype') === 'Form' ? found : undefined;
}

function readForm(stream: PDFStream, forms: ReadForms): Pick<Content, 'text' | 'uses'> | null {
  const known = forms.get(stream);
  if (known !== undefined) return known;
  let content: Pick<Content, 'text' | 'uses'> | null = null;
  try {
    content = readOperators(decodedBytes(stream));
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error;
  }
  forms.set(stream, content);
  return content;
}

/** Glyphs of such a font are drawn by operators that may name resources of the page. */
function namesGlyphs(resources: PDFDict | undefined): boolean {
  const fonts = resources && dictIn(resources, 'Font');
  return (fonts?.entries() ?? []).some(([, value]) => {
    const font = resources?.context.lookup(value);
    return font instanceof PDFDict && nameIn(font, 'Subtype') === 'Type3' && dictIn(font, 'Resources') === undefined;
  });
}
