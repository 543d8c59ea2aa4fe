/**
 * What the editor holds, as the text that is stored. The editor's own JSON carries things that are never printed (marks on a
 * line break, a link's target); the store refuses what it does not know, so everything else is dropped here. Pure.
 */
import type { RichNode, RichText } from '#src/documents/rich-text.ts';

/** The editor's JSON, as loosely as it comes. */
export interface EditorNode {
  type?: string | undefined;
  text?: string | undefined;
  attrs?: Record<string, unknown> | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
  content?: EditorNode[] | undefined;
}

const PLAIN_MARKS = ['bold', 'italic', 'underline', 'strike'];
const BLOCKS = ['paragraph', 'heading', 'bulletList', 'orderedList', 'table', 'blockquote', 'horizontalRule'];
const MAX_HREF = 2_000;

/** @returns a text that the store takes; an empty paragraph when nothing is left */
export function toRichText(doc: EditorNode): RichText {
  const content = blocks(doc.content);
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

/** An address that may stand in a link (web or mail), in its normal form, or null. */
export function linkAddress(href: unknown): string | null {
  if (typeof href !== 'string' || href.length > MAX_HREF) return null;
  const url = URL.parse(href.trim());
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? href.trim() : null;
}

const blocks = (nodes: EditorNode[] = []): RichNode[] =>
  nodes.filter(({ type }) => type !== undefined && BLOCKS.includes(type)).map(block);

function block(node: EditorNode): RichNode {
  switch (node.type) {
    case 'heading':
      return { type: 'heading', attrs: { level: between(node.attrs?.level, 2, 4, 2) }, ...inline(node) };
    case 'bulletList':
      return { type: 'bulletList', content: only(node, 'listItem').map(listItem) };
    case 'orderedList':
      return {
        type: 'orderedList',
        attrs: { start: between(node.attrs?.start, 0, 10_000, 1) },
        content: only(node, 'listItem').map(listItem),
      };
    case 'table':
      return { type: 'table', content: only(node, 'tableRow').map(row) };
    case 'blockquote':
      return { type: 'blockquote', content: blocks(node.content) };
    case 'horizontalRule':
      return { type: 'horizontalRule' };
    default:
      return { type: 'paragraph', ...inline(node) };
  }
}

const only = (node: EditorNode, ...types: string[]) =>
  (node.content ?? []).filter(({ type }) => type !== undefined && types.includes(type));
const listItem = (node: EditorNode): RichNode => ({ type: 'listItem', content: blocks(node.content) });
const row = (node: EditorNode): RichNode => ({
  type: 'tableRow',
  content: only(node, 'tableCell', 'tableHeader').map((cell) => ({
    type: cell.type ?? 'tableCell',
    attrs: { colspan: between(cell.attrs?.colspan, 1, 50, 1), rowspan: between(cell.attrs?.rowspan, 1, 200, 1) },
    content: blocks(cell.content),
  })),
});

function inline(node: EditorNode): { content?: RichNode[] } {
  const content = (node.content ?? []).flatMap((part): RichNode[] => {
    if (part.type === 'hardBreak') return [{ type: 'hardBreak' }];
    if (part.type !== 'text' || !part.text) return [];
    const kept = marks(part.marks);
    return [{ type: 'text', text: part.text, ...(kept.length > 0 ? { marks: kept } : {}) }];
  });
  return content.length > 0 ? { content } : {};
}

type Mark = NonNullable<RichNode['marks']>[number];

function marks(given: EditorNode['marks'] = []): Mark[] {
  return given.flatMap(({ type, attrs }): Mark[] => {
    if (PLAIN_MARKS.includes(type)) return [{ type } as Mark];
    const href = type === 'link' ? linkAddress(attrs?.href) : null;
    return href === null ? [] : [{ type: 'link', attrs: { href } }];
  });
}

function between(value: unknown, least: number, most: number, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}
