/** How large the tables of a text may be, counted as they are laid out: a cell takes as many places as it spans. Pure. */
import { Refusal } from './errors.ts';

/** Word makes up to 63; on a page that stands upright more than a dozen are hard to read. */
const MOST_COLUMNS = 63;
/** Places in all tables of one text together. A year's budget, account by account, has some 4,000. */
const MOST_PLACES = 20_000;

const childrenOf = (node: unknown): unknown[] =>
  typeof node === 'object' && node !== null && 'content' in node && Array.isArray(node.content) ? node.content : [];

const isTable = (node: unknown): boolean =>
  typeof node === 'object' && node !== null && 'type' in node && node.type === 'table';

function spanOf(cell: unknown, name: 'colspan' | 'rowspan'): number {
  const { attrs } = cell as { attrs?: Record<string, unknown> };
  const span = attrs?.[name];
  return typeof span === 'number' && span >= 1 ? Math.floor(span) : 1;
}

/** @throws Refusal `table-too-wide` (400) as soon as a row has more columns than are taken, whatever its spans say */
function columnsOf(rows: readonly unknown[]): number {
  /** By column: in how many rows from here a cell from above still stands. */
  let taken: number[] = [];
  let columns = 0;
  for (const row of rows) {
    let x = 0;
    for (const cell of childrenOf(row)) {
      while ((taken[x] ?? 0) > 0) x++;
      const end = x + spanOf(cell, 'colspan');
      if (end > MOST_COLUMNS) throw new Refusal('table-too-wide', 400, { most: MOST_COLUMNS });
      for (; x < end; x++) taken[x] = Math.max(taken[x] ?? 0, spanOf(cell, 'rowspan'));
    }
    columns = Math.max(columns, x);
    taken = Array.from(taken, (rowsLeft = 0) => Math.max(0, rowsLeft - 1));
  }
  return columns;
}

/**
 * Counts the tables of what comes in, one after the other. What is stored is not counted again: the record is read as it is.
 * @returns takes any value, and does nothing where it is no table of a rich text
 * @throws Refusal `table-too-wide`, `tables-too-large` (400)
 */
export function tableCounter(): (node: unknown) => void {
  let places = 0;
  return (node) => {
    if (!isTable(node)) return;
    const rows = childrenOf(node);
    places += rows.length * columnsOf(rows);
    if (places > MOST_PLACES) throw new Refusal('tables-too-large', 400, { most: MOST_PLACES });
  };
}
