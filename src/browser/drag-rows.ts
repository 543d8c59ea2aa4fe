/** Rows that have a grip are moved by it, with a mouse or a finger. */
import Sortable from 'sortablejs';

/** @param rows are told of it: their fields are numbered anew, and the move is read aloud */
export function dragRows(form: HTMLFormElement, rows: { reordered(): void; say(text: string): void }): void {
  for (const list of form.querySelectorAll<HTMLElement>('[data-rows]')) {
    const blank = form.querySelector<HTMLTemplateElement>(`template[data-row-template="${list.dataset.rows}"]`);
    if (!blank?.content.querySelector('[data-grip]')) continue;
    Sortable.create(list, {
      handle: '[data-grip]',
      animation: 120,
      ghostClass: 'is-dragged',
      onEnd({ item, oldIndex, newIndex }) {
        if (oldIndex === newIndex) return;
        rows.reordered();
        rows.say(`${item.dataset.rowName ?? 'Rækken'} er flyttet til plads ${(newIndex ?? 0) + 1}.`);
      },
    });
  }
}
