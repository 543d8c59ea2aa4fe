/** The small form under the toolbar that asks for a link's address. */
import type { Editor } from '@tiptap/core';
import { linkAddress } from './to-rich-text.ts';

let count = 0;

/** @returns the hidden form, and `toggle`, which shows it for the present selection and gives focus back to `opener` */
export function linkForm(editor: Editor): { element: HTMLElement; toggle(opener: HTMLElement): void } {
  const id = `link-address-${++count}`;
  const element = document.createElement('div');
  element.className = 'rich-link-form';
  element.hidden = true;
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = 'Adresse (https://…)';
  const input = document.createElement('input');
  input.id = id;
  input.type = 'url';
  input.className = 'form-input';
  const problem = document.createElement('p');
  problem.className = 'rich-link-problem';
  problem.setAttribute('role', 'alert');
  const button = (text: string, press: () => void) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'rich-button';
    made.textContent = text;
    made.addEventListener('click', press);
    return made;
  };
  const close = () => {
    element.hidden = true;
    problem.textContent = '';
    editor.commands.focus();
  };
  const insert = () => {
    const typed = input.value.trim();
    const href = linkAddress(/^[a-z]+:/i.test(typed) ? typed : `https://${typed}`);
    if (typed === '' || href === null) {
      problem.textContent = 'Skriv en webadresse eller en mailadresse, fx https://www.norddjurs.dk.';
      input.focus();
      return;
    }
    const range = editor.chain().focus().extendMarkRange('link');
    if (editor.state.selection.empty && !editor.isActive('link')) {
      range.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href } }] }).run();
    } else range.setLink({ href }).run();
    close();
  };
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    close();
  };
  // The form stands inside the page's own: Enter must not send that.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      insert();
    } else if (event.key === 'Escape') close();
  });
  // Nothing here is part of what the page sends or saves.
  element.addEventListener('input', (event) => event.stopPropagation());
  element.append(
    label,
    input,
    button('Indsæt link', insert),
    button('Fjern link', remove),
    button('Fortryd', close),
    problem,
  );
  return {
    element,
    toggle(opener) {
      element.hidden = !element.hidden;
      if (element.hidden) {
        opener.focus();
        return;
      }
      input.value = String(editor.getAttributes('link').href ?? '');
      input.focus();
    },
  };
}
