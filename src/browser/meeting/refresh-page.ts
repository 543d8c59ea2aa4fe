/** The meeting's page brought up to date in place: whoever works on it keeps text, focus and place. */
import type { Htmx } from 'htmx.org';
import { followUntouched, hiddenIn } from './form-fields.ts';

const { htmx } = globalThis as unknown as { htmx: Htmx };
/** Forms that have it are passed over when the page is brought up to date: htmx' own word. */
const UNSAVED = 'hx-morph-skip';

export const markUnsaved = (form: HTMLFormElement, unsaved: boolean): void => {
  form.toggleAttribute(UNSAVED, unsaved);
};
export const isUnsaved = (form: HTMLFormElement): boolean => form.hasAttribute(UNSAVED);

/** @param page the page as the server shows it now; one that is not the meeting's changes nothing */
export async function refresh(page: Document): Promise<void> {
  const [old, fresh] = [document.getElementById('moede'), page.getElementById('moede')];
  if (!old || !fresh) return;
  keepUnsaved(old, fresh);
  keepFolds(old, fresh);
  const place = focused();
  await htmx.swap({ text: fresh.outerHTML, target: old, swap: 'outerMorph' });
  // What a person once chose stays chosen, whatever the server says: a form without unsaved text is as the server has it.
  for (const form of document.querySelectorAll<HTMLFormElement>('#moede form')) if (!isUnsaved(form)) form.reset();
  place.restore();
}

/** Where the server's page has an unsaved form no more, because of what others did, what was typed stays on the page. */
function keepUnsaved(old: Element, fresh: Element): void {
  for (const form of old.querySelectorAll<HTMLFormElement>(`form[${UNSAVED}]`)) {
    const other = fresh.querySelector<HTMLFormElement>(`form[id="${form.id}"]`);
    if (other && hiddenIn(other, 'basis') === hiddenIn(form, 'basis')) followUntouched(form, other);
    if (other) continue;
    const around = ancestorsOf(form).find(({ id }) => id !== '' && fresh.querySelector(`[id="${id}"]`));
    const home = around ? fresh.querySelector(`[id="${around.id}"]`) : null;
    (home ?? fresh).append((form.closest('details') ?? form).cloneNode(true));
  }
}

/** What somebody has opened stays open; what the server opens anew, such as the next item's form, opens. */
function keepFolds(old: Element, fresh: Element): void {
  for (const fold of old.querySelectorAll<HTMLDetailsElement>('details[id]')) {
    const other = fresh.querySelector<HTMLDetailsElement>(`details[id="${fold.id}"]`);
    const wasNext = fold.closest('.next-item') !== null;
    if (other) other.open = fold.open || (other.open && !wasNext);
  }
}

const ancestorsOf = (element: Element): Element[] => {
  const found: Element[] = [];
  for (let each = element.parentElement; each; each = each.parentElement) found.push(each);
  return found;
};

const FOCUSABLE = 'a[href], button:not([disabled]), summary, select, textarea, input:not([type="hidden"])';

/** Where the focus is, and where on the screen that stands. */
function focused(): { restore(): void } {
  const active = document.activeElement;
  if (!active || active === document.body) return { restore: () => undefined };
  const top = active.getBoundingClientRect().top;
  const around = [active, ...ancestorsOf(active)].map(({ id }) => id).filter((id) => id !== '');
  return {
    restore() {
      const home = around.map((id) => document.getElementById(id)).find((element) => element !== null);
      const there = active.isConnected ? active : nearest(home ?? null);
      if (!(there instanceof HTMLElement)) return;
      if (document.activeElement !== there) there.focus({ preventScroll: true });
      window.scrollBy(0, there.getBoundingClientRect().top - top);
    },
  };
}

/**
 * What can have the focus in the part of the page where it was: the button that saves a form, else the first in sight, else that part
 * itself, so that whoever has no mouse goes on from there.
 */
function nearest(home: Element | null): Element | null {
  if (home === null || home.matches(FOCUSABLE)) return home;
  const save = home instanceof HTMLFormElement ? home.querySelector('.save-row button') : null;
  const inSight = save ?? [...home.querySelectorAll(FOCUSABLE)].find((element) => element.checkVisibility());
  if (inSight === undefined) home.setAttribute('tabindex', '-1');
  return inSight ?? home;
}
