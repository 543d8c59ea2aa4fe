/** Rows of the form (sections, at-clauses, attachments, steps): added, moved and removed on the page, without asking the server. */
import { undoBar } from './undo.ts';

/**
 * @param form rows are `[data-row=kind]` in `[data-rows=kind]`; a `template[data-row-template=kind]` holds a new one with `__n__` in ids
 * @param made called with each new row, to attach its scripts
 * @param changed called at every change
 * @returns `add`, which adds an empty row of a kind; `reordered`, for whoever has moved rows
 */
export function liveRows(
  form: HTMLFormElement,
  made: (row: HTMLElement) => void,
  changed: () => void,
): { add(kind: string): HTMLElement | null; say(text: string): void; reordered(): void } {
  const said = form.querySelector('[data-said]');
  const say = (text: string) => {
    if (said) said.textContent = text;
  };
  let next = 1000;
  const changedRows = () => {
    for (const rows of form.querySelectorAll('[data-rows]')) numberFields(rows);
    changed();
  };
  const undo = new Map(
    [...form.querySelectorAll<HTMLElement>('[data-undo]')].map((bar) => [
      bar.dataset.undo,
      undoBar(bar, (row) => {
        row.querySelector<HTMLElement>('[data-move="remove"]')?.focus();
        changedRows();
      }),
    ]),
  );

  function add(kind: string): HTMLElement | null {
    const template = form.querySelector<HTMLTemplateElement>(`template[data-row-template="${kind}"]`);
    const rows = form.querySelector(`[data-rows="${kind}"]`);
    if (!template || !rows) return null;
    next++;
    const holder = document.createElement('template');
    holder.innerHTML = template.innerHTML.replaceAll('__n__', String(next));
    const row = holder.content.firstElementChild;
    if (!(row instanceof HTMLElement)) return null;
    rows.append(row);
    made(row);
    changedRows();
    return row;
  }

  function move(row: HTMLElement, direction: string, button: HTMLElement): void {
    const name = row.dataset.rowName ?? 'Rækken';
    if (direction === 'remove') {
      const neighbour = row.nextElementSibling ?? row.previousElementSibling;
      const bar = undo.get(row.dataset.row);
      // What can be brought back needs no question.
      if (!bar && hasWords(row) && !window.confirm(`${name} indeholder tekst. Skal den slettes?`)) return;
      const after = neighbour?.querySelector<HTMLElement>('[data-move="remove"]');
      (after ?? form.querySelector<HTMLElement>(`[data-add="${row.dataset.row}"]`))?.focus();
      bar?.offer(row, `${name}${titleIn(row)} er slettet.`);
      row.remove();
      say(`${name} er slettet.`);
    } else {
      const other = direction === 'up' ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (direction === 'up') other.before(row);
      else other.after(row);
      button.focus();
      say(`${name} er flyttet ${direction === 'up' ? 'op' : 'ned'}.`);
    }
    changedRows();
  }

  form.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[name="do"]') : null;
    if (!button) return;
    const row = button.closest<HTMLElement>('[data-row]');
    if (button.dataset.add) {
      event.preventDefault();
      add(button.dataset.add)
        ?.querySelector<HTMLElement>('input:not([type="hidden"], [type="file"]), textarea, select')
        ?.focus();
    } else if (button.dataset.move && row) {
      event.preventDefault();
      move(row, button.dataset.move, button);
    }
  });
  return { add, say, reordered: changedRows };
}

/** The names of the rows' fields (`steps[2][who]`) say the row's place, so that the server reads them in the order on the page. */
function numberFields(rows: Element): void {
  for (const [place, row] of [...rows.children].entries())
    for (const field of row.querySelectorAll('[name]')) {
      const name = field.getAttribute('name') ?? '';
      field.setAttribute('name', name.replace(/\[\d+\]/, `[${place}]`));
    }
}

/** Which row it was, in its own words. */
const titleIn = (row: HTMLElement): string => {
  const title = row.querySelector<HTMLInputElement>('input[type="text"]')?.value.trim() ?? '';
  return title === '' ? '' : ` “${title}”`;
};

function hasWords(row: HTMLElement): boolean {
  const rich = row.querySelector('.rich-editable');
  if (rich?.textContent?.trim()) return true;
  return [...row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input[type="text"], textarea')].some(
    (field) => !field.name.endsWith('[heading]') && !field.hidden && field.value.trim() !== '',
  );
}
