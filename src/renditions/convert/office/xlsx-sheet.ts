/** A sheet (ECMA-376, part 1, 18.3) as it is printed: values instead of formulas, fitted to the paper where it is too wide. */
import type { Tally } from './left-out.ts';
import { attribute, type Element, isTrue, type Rules, type Written } from './rewrite-xml.ts';
import { type Layout, layoutOf } from './sheet-layout.ts';
import { createSheetSize } from './sheet-size.ts';

const LEFT_OUT = new Set([
  ...['legacyDrawing', 'legacyDrawingHF', 'oleObjects', 'controls', 'dataConsolidate', 'webPublishItems', 'scenarios'],
]);
/** Codes in a header for the file's folder and name, and for the day and time at which it is printed (18.3.1.46). */
const PATH_CODE = /&[ZF]/g;
const TIME_CODE = /&[DT]/g;
const isHeader = ({ local }: Element): boolean => /^(odd|even|first)(Header|Footer)$/.test(local);

/** A formula that reads another file or asks another computer. */
export const OUTSIDE = /:\/\/|\[\d+\]|\b(WEBSERVICE|DDE|RTD|IMAGE)\s*\(/i;

/** What a Danish Excel shows of a value that is true or false; LibreOffice shows 1 or 0. */
const TRUE = 'SAND';
const FALSE = 'FALSK';
function sayBoolean(cell: Element): void {
  const type = cell.attributes.find(({ local }) => local === 't');
  if (type?.value !== 'b') return;
  type.value = 'str';
  cell.flags.boolean = true;
}

/** @param onLayout is called when the sheet has been read */
export function sheetRules(isShown: boolean, tally: Tally, onLayout: (layout: Layout) => void): Rules {
  const size = createSheetSize();
  const own = { fits: false, scale: false };
  /** Where something may be added to the properties of the sheet, or null where it has none. */
  let properties: number | null = null;
  let setup: Element | null = null;

  /** A formula's last value is what its author saw; where there is none the program must compute it. */
  function withoutFormula({ flags: { value, from, to } }: Element, written: Written): void {
    if (value !== true || typeof from !== 'number' || typeof to !== 'number') return;
    for (let at = from; at < to; at++) written.pieces[at] = '';
  }

  function finish(root: Element, written: Written): void {
    const prefix = root.name.slice(0, root.name.length - root.local.length);
    const layout = layoutOf(size.size());
    const isFitted = isShown && !layout.fits && !own.fits && !own.scale;
    if (isFitted) tally.fitted += 1;
    if (isShown) {
      tally.leftOut.rows += size.hidden.rows;
      tally.leftOut.columns += size.hidden.columns;
      onLayout(layout);
    }
    const said = isFitted
      ? `orientation="landscape" paperSize="9" fitToWidth="${layout.across}" fitToHeight="0"`
      : setup?.attributes.map(({ name, value }) => `${name}="${value}"`).join(' ');
    if (said !== undefined) written.add(`<${prefix}pageSetup ${said}/>`);
    if (!isFitted && !own.fits) return;
    const fits = `<${prefix}pageSetUpPr fitToPage="1"/>`;
    if (properties !== null) written.insert(properties, [fits]);
    else written.insert(root.start + 1, [`<${prefix}sheetPr>`, fits, `</${prefix}sheetPr>`]);
  }

  return {
    open(element) {
      const { local, parent } = element;
      if (LEFT_OUT.has(local)) return 'drop';
      if (local === 'sheetFormatPr') size.format(element);
      if (local === 'col') size.column(element);
      if (local === 'row') size.row(element);
      if (local === 'c' && size.hides(element)) return 'drop';
      if (local === 'c') sayBoolean(element);
      if ((local === 'v' || local === 'is') && parent !== null) {
        parent.flags.value = true;
        size.value(parent);
      }
      if (local === 'pageSetUpPr') {
        own.fits = isTrue(attribute(element, 'fitToPage'));
        return 'drop';
      }
      if (local !== 'pageSetup') return 'keep';
      setup = element;
      // The list of relations names the printer's own settings, which are left out.
      element.attributes = element.attributes.filter((each) => each.local !== 'id');
      own.scale = (attribute(element, 'scale') ?? '100') !== '100';
      return 'drop';
    },
    text(text, parent) {
      if (parent?.local === 'f' && OUTSIDE.test(text)) parent.flags.outside = true;
      if (parent?.local === 'v' && parent.parent?.flags.boolean === true) return isTrue(text) ? TRUE : FALSE;
      if (parent === null || !isHeader(parent)) return text;
      if (isShown && text.search(PATH_CODE) !== -1) tally.leftOut.paths += 1;
      return text.replace(PATH_CODE, '').replace(TIME_CODE, '');
    },
    closing(element, written) {
      if (element.local === 'sheetPr') properties = written.length;
      if (element.parent === null) finish(element, written);
    },
    closed(element, written) {
      if (element.local === 'f' && element.flags.outside === true) written.cut(element.start);
      else if (element.local === 'f' && element.parent !== null) {
        element.parent.flags.from = element.start;
        element.parent.flags.to = written.length;
      }
      if (element.local === 'c') withoutFormula(element, written);
    },
  };
}
