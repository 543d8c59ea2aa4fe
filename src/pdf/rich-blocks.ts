/** Rich text as blocks for the printer: heading levels without gaps, tables laid out, empty paragraphs gone. */

import type { RichNode, RichText } from '#src/documents/rich-text.ts';
import { printText } from './print-text.ts';
import { tableGrid } from './table-grid.ts';

export type Run =
  | { kind: 'break' }
  | { kind: 'text'; text: string; bold: boolean; italic: boolean; underline: boolean; strike: boolean; href: string };

export type PrintCell = { x: number; y: number; colspan: number; rowspan: number; header: boolean; blocks: Block[] };

export type Block =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'list'; ordered: boolean; start: number; tight: boolean; items: Block[][] }
  | { kind: 'table'; columns: number; widths: number[] | null; headerRows: number; cells: PrintCell[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'rule' };

/** The last heading's level, so that the next never skips one (PDF/UA-1 refuses 2 followed by 4). */
type Outline = { last: number };

/** The blocks under a section heading of level `under`: the text's own headings begin one level below it. */
export function richBlocks(text: RichText, under: number): Block[] {
  return blocksOf(text.content, { last: under }, under);
}

/** `outline` is null inside lists, tables and quotes, where a heading is only a bold line. */
function blocksOf(nodes: RichNode[], outline: Outline | null, under: number): Block[] {
  return nodes.flatMap((node) => blockOf(node, outline, under) ?? []);
}

function blockOf(node: RichNode, outline: Outline | null, under: number): Block | null {
  const children = node.content ?? [];
  switch (node.type) {
    case 'paragraph': {
      const runs = runsOf(children);
      return hasWords(runs) ? { kind: 'paragraph', runs } : null;
    }
    case 'heading': {
      const runs = runsOf(children);
      if (!hasWords(runs)) return null;
      if (outline === null) {
        return { kind: 'paragraph', runs: runs.map((run) => (run.kind === 'text' ? { ...run, bold: true } : run)) };
      }
      // The editor's levels are 2, 3 and 4; in print they stand below the section's heading.
      outline.last = Math.min(Number(node.attrs?.level ?? 2) - 1 + under, outline.last + 1);
      return { kind: 'heading', level: outline.last, runs };
    }
    case 'bulletList':
    case 'orderedList':
      return listOf(node, children, under);
    case 'table': {
      const grid = tableGrid(node);
      if (grid === null) return null;
      const cells = grid.cells.map(({ content, ...place }) => ({ ...place, blocks: blocksOf(content, null, under) }));
      return { kind: 'table', ...grid, cells };
    }
    case 'blockquote': {
      const blocks = blocksOf(children, null, under);
      return blocks.length > 0 ? { kind: 'quote', blocks } : null;
    }
    case 'horizontalRule':
      return { kind: 'rule' };
    default:
      // zod has let only the nodes above through; a new one must be given its print here.
      throw new Error(`no print for rich text node ${node.type}`);
  }
}

function listOf(node: RichNode, children: RichNode[], under: number): Block | null {
  const items = children.map((item) => blocksOf(item.content ?? [], null, under)).filter((item) => item.length > 0);
  if (items.length === 0) return null;
  const ordered = node.type === 'orderedList';
  const start = typeof node.attrs?.start === 'number' ? node.attrs.start : 1;
  const tight = items.every((item) => item.filter((block) => block.kind !== 'list').length <= 1);
  return { kind: 'list', ordered, start, tight, items };
}

function runsOf(nodes: RichNode[]): Run[] {
  return nodes.map((node) => {
    if (node.type === 'hardBreak') return { kind: 'break' };
    const marks = node.marks ?? [];
    const has = (type: string) => marks.some((mark) => mark.type === type);
    const link = marks.find((mark) => mark.type === 'link');
    return {
      kind: 'text',
      text: printText(node.text ?? ''),
      bold: has('bold'),
      italic: has('italic'),
      underline: has('underline'),
      strike: has('strike'),
      href: link?.type === 'link' ? link.attrs.href : '',
    };
  });
}

const hasWords = (runs: Run[]): boolean => runs.some((run) => run.kind === 'text' && run.text.trim() !== '');
