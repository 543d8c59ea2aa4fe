/** A paragraph whose end is deleted goes on in the next one, as when the deletion is accepted. */
import type { Element, Written } from './rewrite-xml.ts';

interface Begun {
  /** The start tag and the properties of the paragraph that has lost its end. */
  head: string[];
  content: string[];
  name: string;
}

/** What may stand between two paragraphs and says nothing. */
const SHOWS_SOMETHING = /<\w+:(r|hyperlink|sdt|fldSimple|oMath|oMathPara|smartTag)[\s>]/;

/** @returns what a part's rules call */
export function createParagraphs() {
  /** By the element around them: what waits for the next paragraph. */
  const begun = new Map<Element, Begun>();

  /** Writes what waits as a paragraph of its own: what follows is none. @param even where it shows nothing */
  function flush(parent: Element, written: Written, even = false): void {
    const waiting = begun.get(parent);
    if (waiting === undefined) return;
    begun.delete(parent);
    if (even || SHOWS_SOMETHING.test(waiting.content.join(''))) {
      written.insert(written.length, [...waiting.head, ...waiting.content, `</${waiting.name}>`]);
    }
  }

  return {
    opened(element: Element, written: Written): void {
      if (element.parent === null) return;
      if (['tbl', 'sdt', 'sectPr', 'altChunk'].includes(element.local)) flush(element.parent, written);
    },
    /** Called where the properties of a paragraph have been written. */
    properties(element: Element, written: Written): void {
      if (element.parent?.local === 'p') element.parent.flags.content = written.length;
    },
    /** Called before the end tag of an element that holds paragraphs; a cell of a table must have one. */
    closing(element: Element, written: Written): void {
      flush(element, written, element.local === 'tc');
    },
    /** Called before the end tag of a paragraph: what waits comes first in it. */
    closingParagraph(paragraph: Element, written: Written): void {
      const waiting = paragraph.parent === null ? undefined : begun.get(paragraph.parent);
      if (waiting === undefined || paragraph.parent === null) return;
      begun.delete(paragraph.parent);
      const at = paragraph.flags.content;
      written.insert(typeof at === 'number' ? at : paragraph.start + 1, waiting.content);
    },
    /** Called after the end tag of a paragraph. */
    closedParagraph(paragraph: Element, written: Written): void {
      if (paragraph.flags.endDeleted !== true || paragraph.flags.section === true || paragraph.parent === null) return;
      const pieces = written.cut(paragraph.start);
      pieces.pop();
      const at = paragraph.flags.content;
      const head = typeof at === 'number' ? at - paragraph.start : 1;
      begun.set(paragraph.parent, { head: pieces.slice(0, head), content: pieces.slice(head), name: paragraph.name });
    },
  };
}
