/** An item without what a layout can fail at: its words in plain paragraphs, and at the least its title and decisions. Pure. */

import type { ItemFault } from '#src/store/models/edition.ts';
import words_ from '../../templates/da.json' with { type: 'json' };
import type { ItemModel } from './item-models.ts';
import type { Block, PrintCell, Run } from './rich-blocks.ts';

const words = words_.print;

/**
 * @param kept `words`: without lists, tables and marks; `decisions`: without its sections too. What was recommended and decided is never left out
 * @param place where in the item the layout failed, or null; both the change and the place are said above the text
 */
export function plainModel<M extends ItemModel>(model: M, kept: ItemFault['kept'], place: string | null): M {
  const note = (kept === 'words' ? words.plainNote : words.leftOutNote).replace(
    '{place}',
    place === null ? '' : ` (${place})`,
  );
  const sections =
    kept === 'words' ? model.sections.map((part) => ({ ...part, blocks: plainBlocks(part.blocks) })) : [];
  return {
    ...model,
    sections: [{ heading: '', blocks: [paragraph(note)] }, ...sections],
    rounds: model.rounds.map((round) => ({
      ...round,
      decisions: round.decisions.map((decision) => ({ ...decision, blocks: plainBlocks(decision.blocks) })),
    })),
  };
}

const paragraph = (text: string): Block => ({
  kind: 'paragraph',
  runs: [{ kind: 'text', text, bold: false, italic: false, underline: false, strike: false, href: '' }],
});

const plainBlocks = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap(linesOf).flatMap((line) => (line.trim() === '' ? [] : [paragraph(line)]));

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [textOf(block.runs)];
    case 'list':
      return block.items.flatMap((item, index) => {
        const [first = '', ...rest] = item.flatMap(linesOf);
        return [`${block.ordered ? `${block.start + index}.` : '•'} ${first}`, ...rest];
      });
    case 'table':
      return rowsOf(block.cells).map((row) => row.map(({ blocks }) => blocks.flatMap(linesOf).join(' ')).join(' | '));
    case 'quote':
      return block.blocks.flatMap(linesOf);
    default:
      return [];
  }
}

function rowsOf(cells: readonly PrintCell[]): PrintCell[][] {
  const rows = Map.groupBy(cells, ({ y }) => y);
  return [...rows.keys()].toSorted((a, b) => a - b).map((y) => rows.get(y) ?? []);
}

const textOf = (runs: readonly Run[]): string => runs.map((run) => (run.kind === 'text' ? run.text : ' ')).join('');
