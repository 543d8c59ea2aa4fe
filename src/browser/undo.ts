/** A row that was removed can be brought back, until the next one is removed. */

export interface Undo {
  /** Offers to bring `row` back to where it was. */
  offer(row: HTMLElement, text: string): void;
}

/** @param bar `[data-undo]`: holds `[data-undo-text]` and a button `[data-undo-button]` */
export function undoBar(bar: HTMLElement, broughtBack: (row: HTMLElement) => void): Undo {
  let bringBack: (() => void) | null = null;
  bar.querySelector('[data-undo-button]')?.addEventListener('click', () => {
    bringBack?.();
    bringBack = null;
    bar.hidden = true;
  });
  return {
    offer(row, text) {
      const parent = row.parentElement;
      const next = row.nextElementSibling;
      if (!parent) return;
      bringBack = () => {
        if (next?.parentElement === parent) next.before(row);
        else parent.append(row);
        broughtBack(row);
      };
      const said = bar.querySelector('[data-undo-text]');
      if (said) said.textContent = text;
      bar.hidden = false;
    },
  };
}
