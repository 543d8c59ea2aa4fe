/** The meeting's page brought up to date in place: whoever works on it keeps text, focus and place. */
import type { Htmx } from 'htmx.org';
import { followUntouched, hiddenIn } from './form-fields.ts';
import { ancestorsOf, placeNow, returnTo } from './place.ts';

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
  const [place, active] = [placeNow(), document.activeElement];
  await htmx.swap({ text: fresh.outerHTML, target: old, swap: 'outerMorph' });
  // What a person once chose stays chosen, whatever the server says: a form without unsaved text is as the server has it.
  for (const form of document.querySelectorAll<HTMLFormElement>('#moede form')) if (!isUnsaved(form)) form.reset();
  if (place) returnTo(place, active);
}

/** Where the server's page has an unsaved form no more, because of what others did, what was typed stays on the page. */
function keepUnsaved(old: Element, fresh: Element): void {
  for (const form of old.querySelectorAll<HTMLFormElement>(`form[${UNSAVED}]`)) {
    const other = fresh.querySelector<HTMLFormElement>(`form[id="${form.id}"]`);
    if (other) showAsked(form, other);
    if (other && hiddenIn(other, 'basis') === hiddenIn(form, 'basis')) followUntouched(form, other);
    if (other) continue;
    const around = ancestorsOf(form).find(({ id }) => id !== '' && fresh.querySelector(`[id="${id}"]`));
    const home = around ? fresh.querySelector(`[id="${around.id}"]`) : null;
    (home ?? fresh).append((form.closest('details') ?? form).cloneNode(true));
  }
}

/** What the server asks only now stands before the form's button: nobody could send it otherwise. What is written in stays. */
function showAsked(form: HTMLFormElement, fresh: HTMLFormElement): void {
  for (const asked of fresh.querySelectorAll('[data-may-appear]')) {
    const here = form.querySelector(`[id="${asked.id}"]`);
    if (here === null) form.querySelector('.save-row')?.before(document.importNode(asked, true));
    else if (!here.querySelector('textarea') && here.textContent !== asked.textContent)
      here.replaceWith(document.importNode(asked, true));
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
