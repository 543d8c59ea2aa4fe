/** The blocks of a text as HTML. Pure. */
import type { Block, PrintCell, Run } from '#src/pdf/rich-blocks.ts';
import { word } from '#src/words/words.ts';
import { type Html, html } from './markup.ts';

const MARKS = ['bold', 'italic', 'underline', 'strike'] as const;
const WRAPPED: Record<(typeof MARKS)[number], (inner: Html) => Html> = {
  bold: (inner) => html`<strong>${inner}</strong>`,
  italic: (inner) => html`<em>${inner}</em>`,
  underline: (inner) => html`<u>${inner}</u>`,
  strike: (inner) => html`<s>${inner}</s>`,
};

function runOf(run: Run): Html {
  if (run.kind === 'break') return html`<br>`;
  const marked = MARKS.filter((mark) => run[mark]).reduce((inner, mark) => WRAPPED[mark](inner), html`${run.text}`);
  return run.href === '' ? marked : html`<a href="${run.href}" rel="noopener noreferrer">${marked}</a>`;
}

/** HTML knows six levels of headings. */
export function headingOf(level: number, inner: Html, id: string | null = null): Html {
  const named = id === null ? html`` : html` id="${id}"`;
  switch (Math.min(level, 6)) {
    case 1:
      return html`<h1${named}>${inner}</h1>`;
    case 2:
      return html`<h2${named}>${inner}</h2>`;
    case 3:
      return html`<h3${named}>${inner}</h3>`;
    case 4:
      return html`<h4${named}>${inner}</h4>`;
    case 5:
      return html`<h5${named}>${inner}</h5>`;
    default:
      return html`<h6${named}>${inner}</h6>`;
  }
}

export const blocksOf = (blocks: readonly Block[]): Html => html`${blocks.map(blockOf)}`;

function blockOf(block: Block): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${block.runs.map(runOf)}</p>\n`;
    case 'heading':
      return html`${headingOf(block.level, html`${block.runs.map(runOf)}`)}\n`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${blocksOf(item)}</li>\n`);
      return block.ordered ? html`<ol start="${block.start}">\n${items}</ol>\n` : html`<ul>\n${items}</ul>\n`;
    }
    case 'table':
      return tableOf(block.cells, block.headerRows);
    case 'quote':
      return html`<blockquote>${blocksOf(block.blocks)}</blockquote>\n`;
    case 'rule':
      return html`<hr>\n`;
  }
}

function tableOf(cells: readonly PrintCell[], headerRows: number): Html {
  const rows = [...Map.groupBy(cells, ({ y }) => y)].toSorted(([a], [b]) => a - b);
  const rowOf = ([y, row]: [number, PrintCell[]]): Html =>
    html`<tr>${row.toSorted((a, b) => a.x - b.x).map((cell) => cellOf(cell, y < headerRows))}</tr>\n`;
  const head = rows.filter(([y]) => y < headerRows).map(rowOf);
  const body = rows.filter(([y]) => y >= headerRows).map(rowOf);
  const table = html`<table>\n${head.length > 0 ? html`<thead>${head}</thead>` : null}<tbody>${body}</tbody></table>`;
  // What is wider than the screen is moved by keys too.
  return html`<div class="wide" tabindex="0" role="region" aria-label="${word('packet', 'table')}">${table}</div>\n`;
}

function cellOf({ header, colspan, rowspan, blocks }: PrintCell, inHead: boolean): Html {
  const span = html` colspan="${colspan}" rowspan="${rowspan}"`;
  if (!header) return html`<td${span}>${blocksOf(blocks)}</td>`;
  return inHead
    ? html`<th scope="col"${span}>${blocksOf(blocks)}</th>`
    : html`<th scope="row"${span}>${blocksOf(blocks)}</th>`;
}
