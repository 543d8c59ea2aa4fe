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
  | {
      kind: 'table';
      columns: number;
      widths: number[] | null;
      headerRows: number;
      /** Whether the column headings are printed again on each page. */
      repeatHead: boolean;
      cells: PrintCell[];
    }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'rule' };

/**
 * Where a block stands. `lastHeading` is the last heading's level, so that the next never skips one (PDF/UA-1 refuses 2 followed by 4), and
 * null inside lists, tables and quotes, where a heading is only a bold line. `under` is the level of the section's heading.
 */
type Place = { lastHeading: number | null; under: number; inTable: boolean };

/** The blocks under a section heading of level `under`: the text's own headings begin one level below it. */
export function richBlocks(text: RichText, under: number): Block[] {
  return blocksOf(text.content, { lastHeading: under, under, inTable: false });
}

const blocksOf = (nodes: RichNode[], place: Place): Block[] => nodes.flatMap((node) => blockOf(node, place) ?? []);

function blockOf(node: RichNode, place: Place): Block | Block[] | null {
  const children = node.content ?? [];
  switch (node.type) {
    case 'paragraph': {
      const runs = runsOf(children);
      return hasWords(runs) ? { kind: 'paragraph', runs } : null;
    }
    case 'heading': {
      const runs = runsOf(children);
      if (!hasWords(runs)) return null;
      if (place.lastHeading === null) {
        return { kind: 'paragraph', runs: runs.map((run) => (run.kind === 'text' ? { ...run, bold: true } : run)) };
      }
      // The editor's levels are 2, 3 and 4; in print they stand below the section's heading.
      place.lastHeading = Math.min(Number(node.attrs?.level ?? 2) - 1 + place.under, place.lastHeading + 1);
      return { kind: 'heading', level: place.lastHeading, runs };
    }
    case 'bulletList':
    case 'orderedList':
      return listOf(node, children, place);
    case 'table':
      return tableOf(node, place);
    case 'blockquote': {
      const blocks = blocksOf(children, inside(place));
      return blocks.length > 0 ? { kind: 'quote', blocks } : null;
    }
    case 'horizontalRule':
      return { kind: 'rule' };
    default:
      // zod has let only the nodes above through; a new one must be given its print here.
      throw new Error(`no print for rich text node ${node.type}`);
  }
}

const inside = (place: Place): Place => ({ ...place, lastHeading: null });

/**
 * No table stands inside another: each level multiplies the time of the layout. A table of one column that holds tables is a frame (a
 * mail's layout, as it is pasted): what is in it is printed without the frame. Any other keeps its cells, and what is in a cell's own
 * table is printed cell by cell.
 */
function tableOf(node: RichNode, place: Place): Block | Block[] | null {
  const grid = tableGrid(node);
  if (grid === null) return null;
  const isFrame = grid.columns === 1 && holdsTable(node);
  if (place.inTable || isFrame) return grid.cells.flatMap(({ content }) => blocksOf(content, inside(place)));
  const inCell = { ...inside(place), inTable: true };
  const cells = grid.cells.map(({ content, ...where }) => ({ ...where, blocks: blocksOf(content, inCell) }));
  return { kind: 'table', ...grid, repeatHead: isRepeated(grid.columns, grid.headerRows, cells), cells };
}

const holdsTable = (node: RichNode): boolean =>
  (node.content ?? []).some((child) => child.type === 'table' || holdsTable(child));

const MOST_HEAD_COLUMNS = 12;
const MOST_HEAD_ROWS = 3;
const LONGEST_HEADING = 60;

/**
 * Column headings are repeated where they are short words: Typst never ends with a head that is higher than a page, and PDF/UA-1 refuses a
 * link in what is repeated.
 */
function isRepeated(columns: number, headerRows: number, cells: readonly PrintCell[]): boolean {
  if (columns <= 2 || columns > MOST_HEAD_COLUMNS || headerRows > MOST_HEAD_ROWS) return false;
  return cells
    .filter(({ y }) => y < headerRows)
    .every(({ blocks }) => {
      const runs = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []));
      const texts = runs.flatMap((run) => (run.kind === 'text' ? [run] : []));
      const length = texts.reduce((sum, { text }) => sum + text.length, 0);
      const isShort = length <= LONGEST_HEADING && runs.length - texts.length <= 2 && blocks.length <= 2;
      return isShort && blocks.every(({ kind }) => kind === 'paragraph') && texts.every(({ href }) => href === '');
    });
}

function listOf(node: RichNode, children: RichNode[], place: Place): Block | null {
  const items = children.map((item) => blocksOf(item.content ?? [], inside(place))).filter((item) => item.length > 0);
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
