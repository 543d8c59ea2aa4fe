/** A button of the meeting's page that stands alone: pressed in the background, and never again by itself. */
import { refresh } from './refresh-page.ts';
import { send, sentBy } from './send-form.ts';

const NO_ANSWER = {
  offline: 'Der er ingen forbindelse. Intet er sket endnu. Prøv igen.',
  server: 'Det kan ikke lade sig gøre lige nu. Prøv igen om lidt.',
  'signed-out': 'Du er logget ud. Log ind i et nyt vindue, og prøv igen.',
} as const;

/** @param form its request id is the same until it is answered: pressed again, it counts once */
export async function pressButton(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const sent = sentBy(form, button);
  const outcome = await send(sent);
  if (outcome.kind === 'failed') return say(form, NO_ANSWER[outcome.why]);
  // What is answered by another page than the meeting's is read there.
  if (outcome.kind === 'done' && outcome.page.getElementById('moede') === null) {
    return window.location.assign(outcome.url);
  }
  const { action } = form;
  await refresh(outcome.page);
  if (outcome.kind === 'refused') say(sameForm(form, action), outcome.detail);
}

/** The form where the page has it now; the page as a whole where it has it no more. */
const sameForm = (form: HTMLFormElement, action: string): Element =>
  form.isConnected
    ? form
    : ([...document.querySelectorAll<HTMLFormElement>('#moede form')].find((each) => each.action === action) ??
      document.getElementById('moede') ??
      document.body);

/** Beside the button, where whoever pressed it looks. */
function say(place: Element, text: string): void {
  place.querySelector(':scope > [data-said]')?.remove();
  const said = document.createElement('p');
  said.dataset.said = '';
  said.className = 'form-error-message';
  said.setAttribute('role', 'alert');
  said.textContent = text;
  place.append(said);
}
