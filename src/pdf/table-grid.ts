/**
 * Tables as the printer needs them: every cell with its place, no overlaps, no holes, and a width for each column.
 * The editor keeps tables regular, but the API takes any; what HTML would forgive must not stop a packet.
 */

import { plainText } from '#src/documents/plain-text.ts';
import type { RichNode } from '#src/documents/rich-text.ts';

type GridCell = {
  x: number;
  y: number;
  colspan: number;
  rowspan: number;
  header: boolean;
  content: RichNode[];
};

export type TableGrid = {
  /** Relative widths of the columns, or null: every column as wide as its text. */
  widths: number[] | null;
  columns: number;
  /** The number of leading rows that are column headings. */
  headerRows: number;
  cells: GridCell[];
};

/** About as many characters of table text as a line holds. */
const LINE = 84;
/** A longer word may be broken inside its column rather than starve the others. */
const LONGEST_WORD = 22;
/** A column of short lines, such as dates and times, keeps them whole. */
const SHORT_LINE = 12;

const span = (value: unknown): number => (typeof value === 'number' && value >= 1 ? Math.floor(value) : 1);

/** Where the cells of a table stand, by the rules browsers use; spans that collide are cut. Null when it has no cell at all. */
export function tableGrid(table: RichNode): TableGrid | null {
  const rows = (table.content ?? []).filter((row) => (row.content ?? []).length > 0);
  if (rows.length === 0) return null;
  const headerRows = leadingHeaderRows(rows);
  const taken = rows.map(() => new Set<number>());
  const cells: GridCell[] = [];
  rows.forEach((row, y) => {
    let x = 0;
    const busy = taken[y] ?? new Set<number>();
    for (const node of row.content ?? []) {
      while (busy.has(x)) x += 1;
      // A heading that reaches into the body would leave the reader of the body without its own first row.
      const lastRow = y < headerRows ? headerRows : rows.length;
      const rowspan = Math.min(span(node.attrs?.rowspan), lastRow - y);
      const colspan = freeRun(busy, x, span(node.attrs?.colspan));
      const header = node.type === 'tableHeader';
      cells.push({ x, y, colspan, rowspan, header, content: node.content ?? [] });
      for (let row = y; row < y + rowspan; row += 1) {
        for (let column = x; column < x + colspan; column += 1) taken[row]?.add(column);
      }
      x += colspan;
    }
  });
  const columns = Math.max(...cells.map((cell) => cell.x + cell.colspan));
  taken.forEach((busy, y) => {
    for (let x = 0; x < columns; x += 1) {
      if (!busy.has(x)) cells.push({ x, y, colspan: 1, rowspan: 1, header: y < headerRows, content: [] });
    }
  });
  cells.sort((a, b) => a.y - b.y || a.x - b.x);
  return { widths: columnWidths(cells, columns), columns, headerRows, cells };
}

function leadingHeaderRows(rows: RichNode[]): number {
  const first = rows.findIndex((row) => (row.content ?? []).some((cell) => cell.type !== 'tableHeader'));
  // A table of headings only is a table whose first row is its heading.
  return first === -1 ? Math.min(1, rows.length - 1) : first;
}

function freeRun(busy: Set<number>, x: number, wanted: number): number {
  let run = 1;
  while (run < wanted && !busy.has(x + run)) run += 1;
  return run;
}

/** Each column gets its longest word, or its lines where they are all short, and what is left of the line goes where the long text is. */
function columnWidths(cells: GridCell[], columns: number): number[] | null {
  const least = new Array<number>(columns).fill(3);
  const most = new Array<number>(columns).fill(3);
  for (const cell of cells) {
    const lines = cell.content.flatMap((node) => plainText(node).split('\n'));
    const words = lines.flatMap((line) => line.split(/\s+/u));
    const longest = (texts: string[]) => Math.max(0, ...texts.map((text) => text.length)) / cell.colspan;
    for (let x = cell.x; x < cell.x + cell.colspan; x += 1) {
      least[x] = Math.max(least[x] ?? 0, Math.min(longest(words), LONGEST_WORD));
      most[x] = Math.max(most[x] ?? 0, longest(lines));
    }
  }
  for (const [x, line] of most.entries()) if (line <= SHORT_LINE) least[x] = line;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  // Cell padding costs about two characters a column.
  const room = LINE - 2 * columns;
  if (sum(most) <= room * 0.9) return null;
  const share = Math.max(0, room - sum(least)) / Math.max(1, sum(most) - sum(least));
  return least.map((value, x) => Math.round((value + 2 + ((most[x] ?? value) - value) * share) * 100) / 100);
}
