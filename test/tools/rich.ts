/** Short words for building rich text in tests. */

import type { RichNode, RichText } from '#src/documents/rich-text.ts';

type Child = RichNode | string;
const nodes = (children: Child[], wrap: (text: string) => RichNode) =>
  children.map((child) => (typeof child === 'string' ? wrap(child) : child));

export const text = (words: string, ...marks: ('bold' | 'italic' | 'underline' | 'strike')[]): RichNode => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => ({ type })),
});
export const link = (words: string, href: string): RichNode => ({
  type: 'text',
  text: words,
  marks: [{ type: 'link', attrs: { href } }],
});
export const hardBreak: RichNode = { type: 'hardBreak' };
export const p = (...children: Child[]): RichNode => ({ type: 'paragraph', content: nodes(children, text) });
export const h = (level: number, words: string): RichNode => ({
  type: 'heading',
  attrs: { level },
  content: [text(words)],
});
const item = (child: RichNode | RichNode[]): RichNode => ({ type: 'listItem', content: [child].flat() });
export const bullets = (...items: (RichNode | RichNode[])[]): RichNode => ({
  type: 'bulletList',
  content: items.map(item),
});
export const numbers = (start: number, ...items: (RichNode | RichNode[])[]): RichNode => ({
  type: 'orderedList',
  attrs: { start },
  content: items.map(item),
});
export const td = (child: Child = '', attrs: { colspan?: number; rowspan?: number } = {}): RichNode => ({
  type: 'tableCell',
  attrs,
  content: child === '' ? [{ type: 'paragraph' }] : nodes([child], p),
});
export const th = (words: string, attrs: { colspan?: number; rowspan?: number } = {}): RichNode => ({
  ...td(words, attrs),
  type: 'tableHeader',
});
export const table = (...rows: RichNode[][]): RichNode => ({
  type: 'table',
  content: rows.map((content) => ({ type: 'tableRow', content })),
});
export const quote = (...content: RichNode[]): RichNode => ({ type: 'blockquote', content });
export const rule: RichNode = { type: 'horizontalRule' };
export const doc = (...content: RichNode[]): RichText => ({ type: 'doc', content }) as RichText;
