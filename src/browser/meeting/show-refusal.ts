/** Brings what the server says is wrong with a form to the form on the page, which keeps what has been typed since. */
import { openFolds } from '../open-folds.ts';

/** @param refused the form as the server answered it. @returns the first field that is wrong, or the choice between two texts */
export function showRefusal(form: HTMLFormElement, refused: HTMLFormElement): HTMLElement | null {
  clearRefusal(form);
  const conflict = refused.querySelector<HTMLElement>('[data-conflict]');
  if (conflict) {
    const shown = document.importNode(conflict, true);
    form.prepend(shown);
    return shown;
  }
  const wrong = [...refused.querySelectorAll<HTMLElement>('[aria-invalid="true"]')].flatMap((field) => {
    const here = sameField(form, field);
    const message = field.closest('.form-group')?.querySelector('.form-error-message');
    if (!here || !message) return [];
    showAt(here, document.importNode(message, true));
    return [here];
  });
  return wrong[0] ?? null;
}

/** Boxes to tick share their name: the value says which of them it is. */
function sameField(form: HTMLFormElement, field: HTMLElement): HTMLElement | undefined {
  const named = [...form.querySelectorAll<HTMLElement>(`[name="${CSS.escape(field.getAttribute('name') ?? '')}"]`)];
  const isTicked = field.matches('[type="checkbox"], [type="radio"]');
  return named.find((here) => !isTicked || here.getAttribute('value') === field.getAttribute('value'));
}

/** Before the field, or before the table in which it has a cell. */
function showAt(field: HTMLElement, message: Element): void {
  (field.closest('table') ?? field).before(message);
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${message.id}`.trim());
  field.closest('.form-group')?.classList.add('form-error');
  openFolds(field);
}

/** Whatever was wrong before is not said any more. */
export function clearRefusal(form: HTMLFormElement): void {
  for (const said of form.querySelectorAll('[data-conflict], .form-error-message, .alert-error')) said.remove();
  for (const group of form.querySelectorAll('.form-error')) group.classList.remove('form-error');
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    const left = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => document.getElementById(id));
    field.setAttribute('aria-describedby', left.join(' '));
  }
}
