/** Underlines the words of a rich text that are printed otherwise than they stand on the screen, where they stand. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { remarkSentence } from '#src/http/pages/editor/prints-otherwise.ts';
import { printRemarks } from '#src/pdf/print-remarks.ts';

const key = new PluginKey<DecorationSet>('printMarks');

/** The text of each paragraph and heading, with the place of its first character; a line break is one character, as in the editor. */
export function linesOf(doc: Node): { text: string; from: number }[] {
  const lines: { text: string; from: number }[] = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    lines.push({ text: node.textBetween(0, node.content.size, undefined, '\n'), from: at + 1 });
    return false;
  });
  return lines;
}

const marksIn = (doc: Node): DecorationSet =>
  DecorationSet.create(
    doc,
    linesOf(doc).flatMap(({ text, from: start }) =>
      printRemarks(text).map((remark) =>
        Decoration.inline(start + remark.from, start + remark.to, {
          class: 'prints-otherwise',
          title: remarkSentence(remark),
        }),
      ),
    ),
  );

/** They are no part of the text: nothing of them is stored. */
export const printMarks = Extension.create({
  name: 'printMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: (_, { doc }) => marksIn(doc),
        apply: (transaction, marks) => (transaction.docChanged ? marksIn(transaction.doc) : marks),
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
});
