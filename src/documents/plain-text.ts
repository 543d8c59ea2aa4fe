/** Plain words from a rich text and back. Apart from the schema, so that the browser's script can use it without one. */
import type { RichNode, RichText } from './rich-text.ts';

/** The plain words of a rich text, a line per block: for counting, searching and comparing; layout is lost. */
export function plainText(node: RichNode | RichText): string {
  if ('text' in node && node.text !== undefined) return node.text;
  if (node.type === 'hardBreak') return '\n';
  const parts = (node.content ?? []).map(plainText);
  const isLine = node.type === 'paragraph' || node.type === 'heading';
  return isLine ? parts.join('') : parts.filter((part) => part !== '').join('\n');
}

/** A rich text of plain paragraphs, one per line of `text`. */
export function richTextOf(text: string): RichText {
  const lines = text.split('\n').map((line) => line.trim());
  return {
    type: 'doc',
    content: lines.map((line) =>
      line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] },
    ),
  };
}
