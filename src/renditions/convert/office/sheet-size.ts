/** How large a sheet is and what of it is hidden, counted while it is read (ECMA-376, part 1, 18.3.1). */
import { attribute, type Element, isTrue } from './rewrite-xml.ts';

/** Columns are measured in digits; one of Calibri 11 is so many points wide. */
const POINTS_PER_DIGIT = 5.3;
const USUAL_COLUMN = 9.14;
const USUAL_ROW = 15;
const MOST_COLUMNS = 16_384;

/** "BC12" is column 55. */
export const columnOf = (cell: string): number =>
  [...(/^[A-Z]+/.exec(cell)?.[0] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** A height or width of next to nothing (in points, in digits) hides as well, and LibreOffice prints it all the same. */
const NEXT_TO_NOTHING = 0.2;
const isNothing = (size: string | undefined): boolean => size !== undefined && Number(size) <= NEXT_TO_NOTHING;
const isColumnHidden = (column: Element): boolean =>
  isTrue(attribute(column, 'hidden')) || isNothing(attribute(column, 'width'));

function hide(element: Element): void {
  if (attribute(element, 'hidden') !== undefined) {
    element.attributes = element.attributes.filter(({ local }) => local !== 'hidden');
  }
  element.attributes.push({ name: 'hidden', local: 'hidden', value: '1' });
}

export function createSheetSize() {
  const widths = new Map<number, number>();
  const hidden = { rows: 0, columns: 0 };
  let lastColumn = 0;
  let lastRow = 0;
  let usualRow = USUAL_ROW;
  /** What is said of rows and columns of which nothing is said. */
  const usual = { rowsHidden: false, columnsHidden: false };
  /** Down to the row that is read, and down to the last one that shows something. */
  let read = 0;
  let height = 0;

  return {
    hidden,
    format(element: Element): void {
      usualRow = Number(attribute(element, 'defaultRowHeight') ?? USUAL_ROW);
      usual.rowsHidden = isTrue(attribute(element, 'zeroHeight'));
      usual.columnsHidden = isNothing(attribute(element, 'defaultColWidth'));
    },
    column(element: Element): void {
      const [from, to] = [Number(attribute(element, 'min')), Math.min(Number(attribute(element, 'max')), MOST_COLUMNS)];
      const isHidden = isColumnHidden(element);
      if (isHidden) hide(element);
      // All that are left, to the end of the sheet, are hidden to make it look smaller.
      if (isHidden && to < MOST_COLUMNS) hidden.columns += to - from + 1;
      const width = isHidden ? 0 : Number(attribute(element, 'width') ?? USUAL_COLUMN);
      for (let each = from; each <= to; each++) widths.set(each, width);
    },
    row(element: Element): void {
      const number = Number(attribute(element, 'r') ?? lastRow + 1);
      read += Math.max(0, number - lastRow - 1) * usualRow;
      lastRow = number;
      const saysNothing = attribute(element, 'hidden') === undefined && attribute(element, 'ht') === undefined;
      const isHidden =
        isTrue(attribute(element, 'hidden')) ||
        isNothing(attribute(element, 'ht')) ||
        (usual.rowsHidden && saysNothing);
      if (isHidden) hide(element);
      if (isHidden) hidden.rows += 1;
      else read += Number(attribute(element, 'ht') ?? usualRow);
    },
    /** Whether a cell is in a column of which nothing is said, where those are hidden: LibreOffice shows it. */
    hides(cell: Element): boolean {
      const column = columnOf(attribute(cell, 'r') ?? '');
      if (!usual.columnsHidden || (widths.get(column) ?? 0) > 0) return false;
      if (!widths.has(column)) hidden.columns += 1;
      widths.set(column, 0);
      return true;
    },
    /** A cell that shows something. */
    value(cell: Element): void {
      lastColumn = Math.max(lastColumn, columnOf(attribute(cell, 'r') ?? ''));
      height = read;
    },
    /** @returns points */
    size(): { width: number; height: number } {
      let width = 0;
      for (let each = 1; each <= lastColumn; each++) width += (widths.get(each) ?? USUAL_COLUMN) * POINTS_PER_DIGIT;
      return { width, height };
    },
  };
}
