/** Rich text as the recursive template `item-blocks` takes it: the printer's blocks, tables by rows. Pure. */
import type { RichText } from '#src/documents/rich-text.ts';
import { type Block, type PrintCell, type Run, richBlocks } from '#src/pdf/rich-blocks.ts';

interface CellView {
  header: boolean;
  scope: 'col' | 'row' | null;
  colspan: number;
  rowspan: number;
  blocks: BlockView[];
}

export type BlockView =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'list'; ordered: boolean; start: number; items: BlockView[][] }
  | { kind: 'table'; head: CellView[][]; body: CellView[][] }
  | { kind: 'quote'; blocks: BlockView[] }
  | { kind: 'rule' };

/** @param under the level of the heading that the text stands under; its own headings begin one below */
export const richView = (text: RichText, under: number): BlockView[] => richBlocks(text, under).map(view);

function view(block: Block): BlockView {
  switch (block.kind) {
    case 'list':
      return {
        kind: 'list',
        ordered: block.ordered,
        start: block.start,
        items: block.items.map((item) => item.map(view)),
      };
    case 'quote':
      return { kind: 'quote', blocks: block.blocks.map(view) };
    case 'table': {
      const rows: CellView[][] = [];
      for (const cell of block.cells) {
        rows[cell.y] ??= [];
        rows[cell.y]?.push(cellView(cell, block.headerRows));
      }
      return { kind: 'table', head: rows.slice(0, block.headerRows), body: rows.slice(block.headerRows) };
    }
    default:
      return block;
  }
}

function cellView({ header, y, colspan, rowspan, blocks }: PrintCell, headerRows: number): CellView {
  const scope = header ? (y < headerRows ? 'col' : 'row') : null;
  return { header, scope, colspan, rowspan, blocks: blocks.map(view) };
}
