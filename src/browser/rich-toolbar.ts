/** The editor's buttons: real ones, with words, a pressed state and the arrow keys of a toolbar. */
import type { Editor } from '@tiptap/core';
import { linkForm } from './link-form.ts';

interface Tool {
  label: string;
  /** A short sign instead of the word, where everybody knows it. */
  sign?: string;
  style?: string;
  run(editor: Editor): void;
  pressed?(editor: Editor): boolean;
  /** Shown only while it holds; the rest of the time the button would do nothing. */
  when?(editor: Editor): boolean;
  group: string;
}

const inTable = (editor: Editor) => editor.isActive('table');
const chain = (editor: Editor) => editor.chain().focus();

const TOOLS: Tool[] = [
  {
    group: 'text',
    label: 'Fed',
    sign: 'F',
    style: 'bold',
    run: (e) => chain(e).toggleBold().run(),
    pressed: (e) => e.isActive('bold'),
  },
  {
    group: 'text',
    label: 'Kursiv',
    sign: 'K',
    style: 'italic',
    run: (e) => chain(e).toggleItalic().run(),
    pressed: (e) => e.isActive('italic'),
  },
  {
    group: 'text',
    label: 'Understreget',
    sign: 'U',
    style: 'underline',
    run: (e) => chain(e).toggleUnderline().run(),
    pressed: (e) => e.isActive('underline'),
  },
  {
    group: 'block',
    label: 'Overskrift',
    run: (e) => chain(e).toggleHeading({ level: 2 }).run(),
    pressed: (e) => e.isActive('heading', { level: 2 }),
  },
  {
    group: 'block',
    label: 'Underoverskrift',
    run: (e) => chain(e).toggleHeading({ level: 3 }).run(),
    pressed: (e) => e.isActive('heading', { level: 3 }),
  },
  {
    group: 'block',
    label: 'Punktliste',
    run: (e) => chain(e).toggleBulletList().run(),
    pressed: (e) => e.isActive('bulletList'),
  },
  {
    group: 'block',
    label: 'Nummereret liste',
    run: (e) => chain(e).toggleOrderedList().run(),
    pressed: (e) => e.isActive('orderedList'),
  },
  {
    group: 'insert',
    label: 'Indsæt tabel',
    when: (e) => !inTable(e),
    run: (e) => chain(e).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  { group: 'table', label: 'Række under', when: inTable, run: (e) => chain(e).addRowAfter().run() },
  { group: 'table', label: 'Kolonne til højre', when: inTable, run: (e) => chain(e).addColumnAfter().run() },
  { group: 'table', label: 'Slet række', when: inTable, run: (e) => chain(e).deleteRow().run() },
  { group: 'table', label: 'Slet kolonne', when: inTable, run: (e) => chain(e).deleteColumn().run() },
  { group: 'table', label: 'Øverste række er overskrift', when: inTable, run: (e) => chain(e).toggleHeaderRow().run() },
  { group: 'table', label: 'Slet tabel', when: inTable, run: (e) => chain(e).deleteTable().run() },
  { group: 'undo', label: 'Fortryd', run: (e) => chain(e).undo().run() },
  { group: 'undo', label: 'Gentag', run: (e) => chain(e).redo().run() },
];

/**
 * @param name what the editor is called, for who hears the toolbar's name
 * @returns the toolbar with its link form, to be placed before the text
 */
export function attachToolbar(editor: Editor, name: string): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'rich-toolbar';
  const buttons = document.createElement('div');
  buttons.className = 'rich-buttons';
  buttons.setAttribute('role', 'toolbar');
  buttons.setAttribute('aria-label', `Udformning af ${name}`);
  const link = linkForm(editor);
  const made = TOOLS.map((tool) => ({ tool, button: toolButton(tool, () => tool.run(editor)) }));
  const linkButton = toolButton({ group: 'insert', label: 'Link' }, () => link.toggle(linkButton));
  for (const [index, { tool, button }] of made.entries()) {
    if (tool.group === 'insert' && made[index - 1]?.tool.group !== 'insert') buttons.append(linkButton);
    buttons.append(button);
  }
  const refresh = () => {
    for (const { tool, button } of made) {
      if (tool.pressed) button.setAttribute('aria-pressed', String(tool.pressed(editor)));
      if (tool.when) button.hidden = !tool.when(editor);
    }
    linkButton.setAttribute('aria-pressed', String(editor.isActive('link')));
    keepOneTabStop(buttons);
  };
  editor.on('transaction', refresh);
  refresh();
  buttons.addEventListener('keydown', (event) => moveFocus(buttons, event));
  bar.append(buttons, link.element);
  return bar;
}

function toolButton({ label, sign, style, group }: Omit<Tool, 'run'>, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `rich-button${style ? ` rich-button-${style}` : ''}`;
  button.dataset.group = group;
  button.textContent = sign ?? label;
  if (sign) {
    button.title = label;
    button.setAttribute('aria-label', label);
  }
  // The selection stays in the text while the mouse is on the toolbar.
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', press);
  return button;
}

const visible = (buttons: HTMLElement) =>
  [...buttons.querySelectorAll<HTMLButtonElement>('button')].filter((button) => !button.hidden);

/** A toolbar is one stop of the tab key; inside it the arrow keys move. */
function keepOneTabStop(buttons: HTMLElement, wanted?: HTMLButtonElement): void {
  const all = visible(buttons);
  const stop = wanted ?? all.find((button) => button.tabIndex === 0) ?? all[0];
  for (const button of buttons.querySelectorAll('button')) button.tabIndex = button === stop ? 0 : -1;
}

function moveFocus(buttons: HTMLElement, event: KeyboardEvent): void {
  const all = visible(buttons);
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (at === -1 || to === undefined) return;
  const next = all[(to + all.length) % all.length];
  if (!next) return;
  event.preventDefault();
  keepOneTabStop(buttons, next);
  next.focus();
}
