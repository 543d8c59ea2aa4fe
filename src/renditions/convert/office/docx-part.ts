/** A part of a text (ECMA-376, part 1, 17) as it is printed when all changes are accepted. */

import { createFields, type Field } from './docx-fields.ts';
import { createParagraphs } from './docx-paragraphs.ts';
import { type HidingStyles, isOff } from './docx-styles.ts';
import { noteFont } from './fonts.ts';
import type { LeftOut, Tally } from './left-out.ts';
import { ancestor, attribute, type Element, type Fate, type Rules, type Written } from './rewrite-xml.ts';

/** What says nothing of its own on paper: marks of changes and comments, data behind what is drawn, and what asks for other files. */
const LEFT_OUT = new Set([
  ...['commentRangeStart', 'commentRangeEnd', 'commentReference', 'annotationRef', 'proofErr'],
  ...['moveFromRangeStart', 'moveFromRangeEnd', 'moveToRangeStart', 'moveToRangeEnd', 'cellIns', 'cellMerge'],
  ...['customXmlDelRangeStart', 'customXmlDelRangeEnd', 'customXmlInsRangeStart', 'customXmlInsRangeEnd'],
  ...[
    'customXmlMoveFromRangeStart',
    'customXmlMoveFromRangeEnd',
    'customXmlMoveToRangeStart',
    'customXmlMoveToRangeEnd',
  ],
  ...['OLEObject', 'control', 'externalData', 'dataBinding', 'mailMerge', 'attachedTemplate', 'movie', 'webVideoPr'],
]);
/** Another file in the place of text, kept within this one or elsewhere. */
const OTHER_FILES: Readonly<Record<string, LeftOut>> = { altChunk: 'files', subDoc: 'links' };
/** VML (ECMA-376, part 4, 19.1.2): what is drawn says in CSS whether it is seen. */
const VML = 'urn:schemas-microsoft-com:vml';
const isUnseen = (element: Element): boolean =>
  element.uri === VML && /(^|;)\s*visibility\s*:\s*hidden\b/i.test(attribute(element, 'style') ?? '');
/** The earlier properties of what has been changed. */
const EARLIER = /^(rPr|pPr|sectPr|tblPr|trPr|tcPr|tblGrid|tblPrEx)Change$|^numberingChange$/;
/** In these `ins` and `del` say something of what is around them, and hold nothing. */
const PROPERTIES = new Set(['rPr', 'trPr', 'ctrlPr', 'numPr']);

/** What is deleted, and the marks that say so of a row or of the end of a paragraph. */
function deleted({ parent }: Element, tally: Tally): Fate {
  if (parent?.local === 'trPr' && parent.parent !== null) parent.parent.flags.deleted = true;
  else if (parent?.local === 'rPr' && parent.parent?.local === 'pPr') {
    if (parent.parent.parent !== null) parent.parent.parent.flags.endDeleted = true;
  } else if (parent !== null && PROPERTIES.has(parent.local)) return 'drop';
  tally.changes += 1;
  return 'drop';
}

function inserted({ parent }: Element, tally: Tally): Fate {
  tally.changes += 1;
  return parent !== null && PROPERTIES.has(parent.local) ? 'drop' : 'unwrap';
}

/** Notes of what is around an element that this is hidden, deleted, or the last paragraph of a section. */
function noteAround(element: Element): void {
  const { local, parent } = element;
  const note = (around: Element | null | undefined, flag: string, said: boolean | string | undefined = true) => {
    if (around && said !== undefined) around.flags[flag] = said;
  };
  if (local === 'cellDel') note(ancestor(element, 'tc'), 'deleted');
  if (local === 'sectPr' && parent?.local === 'pPr') note(parent.parent, 'section');
  if (local === 'docPr' && !isOff(attribute(element, 'hidden') ?? '0')) note(ancestor(element, 'drawing'), 'hidden');
  const around = parent?.parent;
  if (local === 'rStyle' && around?.local === 'r') note(around, 'style', attribute(element, 'val'));
  if (local === 'pStyle' && parent?.local === 'pPr') note(around, 'style', attribute(element, 'val'));
  if (local !== 'vanish' || parent?.local !== 'rPr') return;
  const isHidden = !isOff(attribute(element, 'val'));
  if (around?.local === 'r') note(around, 'hidden', isHidden);
  if (around?.local === 'pPr') note(around.parent, 'endHidden', isHidden);
}

const styleOf = (element: Element | null): string | undefined =>
  typeof element?.flags.style === 'string' ? element.flags.style : undefined;

/** Notes of a run that it is hidden by a style, and of a paragraph that its end is: then the next one goes on in its line. */
function noteStyled(element: Element, hiding: HidingStyles): void {
  const { local, flags } = element;
  if (local === 'r' && flags.hidden === undefined) {
    flags.hidden = hiding.run(styleOf(element)) || hiding.paragraph(styleOf(ancestor(element, 'p')));
  }
  if (local === 'p' && flags.endDeleted !== true) {
    flags.endDeleted = flags.endHidden === true || (flags.endHidden !== false && hiding.paragraph(styleOf(element)));
  }
}

/** Takes back what has been found to be deleted or hidden. */
function takeBack({ local, flags, parent, start }: Element, written: Written, { leftOut }: Tally): void {
  const isDeleted = flags.deleted === true && (local === 'tr' || local === 'tc');
  if (isDeleted || (local === 'tbl' && flags.rows !== true)) written.cut(start);
  else if (local === 'tr' && parent !== null) parent.flags.rows = true;
  if (flags.hidden !== true) return;
  if (local === 'drawing') {
    written.cut(start);
    leftOut.shapes += 1;
  }
  // A run that holds the mark of a field stays: without it the rest of the field would be read wrongly. It shows nothing.
  if (local === 'r' && flags.field !== true) {
    written.cut(start);
    leftOut.texts += 1;
  }
}

/** @param fieldsOfPart by `fieldsIn` */
export function docxRules(fieldsOfPart: readonly Field[], hiding: HidingStyles, tally: Tally): Rules {
  const paragraphs = createParagraphs();
  const fields = createFields(fieldsOfPart, tally);

  function fateOf(element: Element): Fate {
    const { local } = element;
    if (LEFT_OUT.has(local) || EARLIER.test(local)) return 'drop';
    const other = OTHER_FILES[local];
    if (other !== undefined) {
      tally.leftOut[other] += 1;
      return 'drop';
    }
    if (isUnseen(element)) {
      tally.leftOut.shapes += 1;
      return 'drop';
    }
    noteAround(element);
    noteFont(element, tally);
    if (local === 'del' || local === 'moveFrom') return deleted(element, tally);
    if (local === 'ins' || local === 'moveTo') return inserted(element, tally);
    if (local === 'cellDel') return 'drop';
    if (local === 'fldChar') return fields.mark(element);
    if (local === 'instrText') return fields.instruction();
    if (local === 'fldSimple') return fields.simple(element);
    return local === 't' ? fields.text() : 'keep';
  }

  return {
    open(element, written) {
      paragraphs.opened(element, written);
      return fateOf(element);
    },
    closing(element, written) {
      if (element.local === 'p') paragraphs.closingParagraph(element, written);
      paragraphs.closing(element, written);
    },
    closed(element, written) {
      noteStyled(element, hiding);
      if (element.local === 'pPr') paragraphs.properties(element, written);
      if (element.local === 'p') paragraphs.closedParagraph(element, written);
      takeBack(element, written, tally);
    },
  };
}
