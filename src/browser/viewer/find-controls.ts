/** The search for words in the document. */

import type { Pages } from './pages.ts';
import { FindState } from './pdfjs.ts';

interface Found {
  state?: number;
  matchesCount: { current: number; total: number };
}

export function findControls(root: HTMLElement, { events }: Pages): void {
  const open = root.querySelector<HTMLButtonElement>('[data-viewer-find]');
  const form = root.querySelector<HTMLFormElement>('[data-viewer-find-form]');
  const field = form?.querySelector('input');
  const said = form?.querySelector('[data-viewer-found]');
  if (!open || !form || !field || !said) return;

  const find = (type: '' | 'again', findPrevious = false) => {
    if (field.value.trim() === '') said.textContent = '';
    events.dispatch('find', {
      source: form,
      type,
      query: field.value.trim(),
      caseSensitive: false,
      entireWord: false,
      highlightAll: true,
      findPrevious,
      matchDiacritics: true,
    });
  };
  const show = (shown: boolean) => {
    form.hidden = !shown;
    open.setAttribute('aria-expanded', String(shown));
    if (shown) field.select();
    else {
      events.dispatch('findbarclose', { source: form });
      open.focus();
    }
  };
  open.addEventListener('click', () => show(form.hidden !== false));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    find('again', event.submitter?.hasAttribute('data-viewer-find-previous'));
  });
  field.addEventListener('input', () => find(''));
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey)) return;
    // The browser itself finds only what is drawn.
    event.preventDefault();
    show(true);
  });
  const say = ({ state, matchesCount: { current, total } }: Found) => {
    if (state === FindState.PENDING) said.textContent = 'Søger …';
    else if (total > 0) said.textContent = `${current} af ${total}`;
    else if (state === FindState.NOT_FOUND && field.value.trim() !== '') said.textContent = 'Ikke fundet';
  };
  events.on('updatefindcontrolstate', say);
  events.on('updatefindmatchescount', say);
}
