/**
 * The editor without a script: a text box of plain words per section. What the person did not touch keeps its form (tables,
 * lists, headings); what was touched keeps every word. Pure.
 */
import { diffArrays } from 'diff';
import { plainText } from '#src/documents/plain-text.ts';
import type { RichNode, RichText } from '#src/documents/rich-text.ts';

const GAP = /\n[^\S\n]*\n\s*/;

/** The text box's words: blocks with an empty line between them. */
export const textOf = (text: RichText): string =>
  text.content
    .map(plainText)
    .filter((block) => block.trim() !== '')
    .join('\n\n');

/** @param typed what stands in the text box; @param before the text that it was made from */
export function textFromBox(typed: string, before: RichText): RichText {
  const kept = before.content.filter((block) => plainText(block).trim() !== '');
  const chunks = typed
    .replaceAll('\r', '')
    .split(GAP)
    .map((chunk) => chunk.trim())
    .filter((chunk) => chunk !== '');
  const parts = diffArrays(kept.map(wordsOf), chunks.map(normal));
  const content: RichNode[] = [];
  let [oldAt, newAt] = [0, 0];
  let replaced: RichNode[] = [];
  for (const { value, added, removed } of parts) {
    if (removed) {
      replaced = kept.slice(oldAt, oldAt + value.length);
      oldAt += value.length;
    } else if (added) {
      content.push(...chunks.slice(newAt, newAt + value.length).flatMap((chunk, n) => rewritten(chunk, replaced[n])));
      newAt += value.length;
      replaced = [];
    } else {
      content.push(...kept.slice(oldAt, oldAt + value.length));
      oldAt += value.length;
      newAt += value.length;
      replaced = [];
    }
  }
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

const normal = (text: string) => text.replace(/\s+/g, ' ').trim();
const wordsOf = (block: RichNode) => normal(plainText(block));

const paragraph = (text: string): RichNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/** Changed words take the form of what they replace where that is safe: a list stays a list, a heading a heading. */
function rewritten(chunk: string, before: RichNode | undefined): RichNode[] {
  const lines = chunk
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (before?.type === 'bulletList' || before?.type === 'orderedList') {
    return [{ ...before, content: lines.map((line) => ({ type: 'listItem', content: [paragraph(line)] })) }];
  }
  if (before?.type === 'heading' && lines.length === 1) {
    return [{ ...before, content: [{ type: 'text', text: lines[0] ?? '' }] }];
  }
  return lines.map(paragraph);
}
