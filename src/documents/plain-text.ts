/** Plain words from a rich text and back. Apart from the schema, so that the browser's script can use it without one. */
import { LONGEST_TEXT } from './longest-text.ts';
import type { RichNode, RichText } from './rich-text.ts';

/** The plain words of a rich text, a line per block: for counting, searching and comparing; layout is lost. */
export function plainText(node: RichNode | RichText): string {
  if ('text' in node && node.text !== undefined) return node.text;
  if (node.type === 'hardBreak') return '\n';
  const parts = (node.content ?? []).map(plainText);
  const isLine = node.type === 'paragraph' || node.type === 'heading';
  return isLine ? parts.join('') : parts.filter((part) => part !== '').join('\n');
}

/** `text` as nodes of a paragraph: one, or as many as it takes; it is parted at spaces, or where no character is cut in two. */
export function textNodes(text: string): RichNode[] {
  const nodes: RichNode[] = [];
  for (let at = 0; at < text.length; ) {
    const to = text.length - at <= LONGEST_TEXT ? text.length : partingPlace(text, at);
    nodes.push({ type: 'text', text: text.slice(at, to) });
    at = to;
  }
  return nodes;
}

function partingPlace(text: string, from: number): number {
  const space = text.lastIndexOf(' ', from + LONGEST_TEXT - 1);
  if (space > from) return space + 1;
  let to = from + LONGEST_TEXT;
  while (to > from + 1 && /^[\p{M}\uDC00-\uDFFF]/u.test(text.slice(to))) to -= 1;
  return to;
}

/** A rich text of plain paragraphs, one per line of `text`. */
export function richTextOf(text: string): RichText {
  const lines = text.split('\n').map((line) => line.trim());
  return {
    type: 'doc',
    content: lines.map((line) =>
      line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: textNodes(line) },
    ),
  };
}
