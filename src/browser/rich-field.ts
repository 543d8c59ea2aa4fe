/** One section's text as an editor: it takes the place of the plain text box, which stays in the form for who has no script. */
import { Editor } from '@tiptap/core';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import type { RichText } from '#src/documents/rich-text.ts';
import { withoutSymbolPlaces } from '#src/pdf/symbol-fonts.ts';
import { linesOf, printMarks } from './print-marks.ts';
import { printNote } from './print-notes.ts';
import { attachToolbar } from './rich-toolbar.ts';
import { type EditorNode, linkAddress, toRichText } from './to-rich-text.ts';
import { cleanPastedHtml, leftOutOf } from './word-paste.ts';

export interface RichField {
  /** The text as it would be stored now. */
  value(): RichText;
  focus(): void;
  destroy(): void;
}

const fields = new WeakMap<Element, RichField>();

/** The editor that has been made of an element, if any. */
export const richFieldOf = (element: Element): RichField | undefined => fields.get(element);

/**
 * Makes the editor.
 * @param host has the text as JSON in `data-text`, a labelled textarea (the fallback) and is emptied of neither
 * @param changed called at every change
 */
export function makeRichField(host: HTMLElement, changed: () => void): RichField {
  const textarea = host.querySelector('textarea');
  const hidden = host.querySelector<HTMLInputElement>('input[type="hidden"]');
  const label = host.querySelector('label');
  if (!textarea || !hidden || !label) throw new Error('A text field lacks its parts.');
  const place = document.createElement('div');
  place.className = 'rich-place';
  const labelId = `${textarea.id}-label`;
  label.id = labelId;
  label.removeAttribute('for');
  const leftOut = document.createElement('p');
  leftOut.className = 'print-note';
  leftOut.setAttribute('role', 'status');
  const editor = new Editor({
    element: place,
    // The page's policy allows no style element made by a script; the rules stand in our own style sheet.
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3, 4] },
        code: false,
        codeBlock: false,
        link: {
          openOnClick: false,
          defaultProtocol: 'https',
          protocols: ['http', 'https', 'mailto'],
          isAllowedUri: (url) => linkAddress(url) !== null,
        },
      }),
      TableKit.configure({ table: { resizable: false } }),
      printMarks,
    ],
    content: JSON.parse(host.dataset.text ?? '{"type":"doc"}'),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': labelId,
        class: 'rich-text rich-editable',
        lang: 'da',
        spellcheck: 'true',
      },
      transformPastedHTML(html) {
        leftOut.textContent = leftOutOf(html).join(' ');
        return cleanPastedHtml(html);
      },
      transformPastedText: withoutSymbolPlaces,
    },
    onUpdate: () => {
      sync();
      changed();
    },
  });
  const sync = () => {
    hidden.value = JSON.stringify(field.value());
    note(linesOf(editor.state.doc).map(({ text }) => text));
  };
  const field: RichField = {
    value: () => toRichText(editor.getJSON() as EditorNode),
    focus: () => editor.commands.focus(),
    destroy: () => editor.destroy(),
  };
  textarea.hidden = true;
  host.append(attachToolbar(editor, label.textContent?.trim() ?? ''), place);
  const note = printNote(place, editor.view.dom);
  place.after(leftOut);
  host.classList.add('rich-active');
  label.addEventListener('click', () => field.focus());
  fields.set(host, field);
  sync();
  return field;
}
