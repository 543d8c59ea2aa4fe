/** Brings the meeting's page to life: each form is saved by itself. Without it every form is answered by a new page. */
import { localCopies } from '../local-copy.ts';
import { type LiveForm, liveForm } from './live-form.ts';
import { keepPlaceOnReload } from './place.ts';
import { pressButton } from './press-button.ts';

const page = document.getElementById('moede');
if (page) bringToLife(page.dataset.meeting ?? '', page.dataset.person ?? '');

function bringToLife(meeting: string, person: string): void {
  const live = new Map<string, LiveForm>();
  let last = Promise.resolve();
  /** One answer after the other is brought on to the page, so that an older one never covers a newer. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch((error: unknown) => reportError(error));
    return last.then(() => {
      enliven();
      for (const each of live.values()) each.sayAgain();
    });
  };
  const enliven = () => {
    for (const { id } of document.querySelectorAll<HTMLFormElement>('#moede form[data-keeps]')) {
      if (!live.has(id)) live.set(id, liveForm(id, localCopies(`${meeting}:${id}`, person), inTurn));
    }
  };
  const formOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>('#moede form') : null;

  enliven();
  keepPlaceOnReload();
  document.addEventListener('input', (event) => live.get(formOf(event)?.id ?? '')?.typed());
  document.addEventListener('submit', (event) => {
    const form = formOf(event);
    if (form?.method !== 'post') return;
    event.preventDefault();
    const known = live.get(form.id);
    if (known) known.press(event.submitter);
    else void inTurn(() => pressButton(form, event.submitter));
  });
  document.addEventListener('click', (event) => {
    const form = formOf(event);
    if (!form || !(event.target instanceof Element) || !event.target.closest('[data-take-theirs]')) return;
    event.preventDefault();
    void live.get(form.id)?.giveUp();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const form = formOf(event);
    if (!form || !live.has(form.id)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  window.addEventListener('online', () => {
    for (const each of live.values()) each.retry();
  });
  window.addEventListener('beforeunload', (event) => {
    if ([...live.values()].some((each) => each.isAtRisk())) event.preventDefault();
  });
}
