/** The line that says whether what is typed has been saved, and what stands below it when a person must choose. */
import type { SaveState } from './autosave.ts';

const clock = new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen', hour: '2-digit', minute: '2-digit' });
const WAITING = {
  offline: 'Ikke gemt – der er ingen forbindelse. Forsøger igen. Teksten ligger på denne computer imens.',
  server: 'Ikke gemt – forsøger igen. Teksten ligger på denne computer imens.',
  'signed-out': 'Ikke gemt – du er logget ud. Log ind i et nyt vindue, så gemmes der igen.',
} as const;

function sentenceFor(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return state.at === null ? 'Alt er gemt.' : `Gemt kl. ${clock.format(state.at).replace(':', '.')}`;
    case 'typing':
      return 'Ændringer gemmes om lidt …';
    case 'saving':
      return 'Gemmer …';
    case 'waiting':
      return WAITING[state.why];
    case 'conflict':
      return 'Ikke gemt – en anden har gemt imens. ';
    case 'refused':
      return `Ikke gemt – ${state.detail}`;
  }
}

/** @param element the status line (role status): polite, and loud only when something is wrong */
export function showState(element: HTMLElement, state: SaveState): void {
  const text = sentenceFor(state);
  element.dataset.state = state.kind;
  // A screen reader hears what matters, not each "saving".
  element.setAttribute('aria-live', state.kind === 'typing' || state.kind === 'saving' ? 'off' : 'polite');
  if (state.kind === 'conflict') sayConflict(element, text);
  else if (element.textContent !== text) element.textContent = text;
}

/** The line stays in sight while one writes further down: the way to the choice is a link. */
function sayConflict(element: HTMLElement, text: string): void {
  const choice = document.createElement('a');
  choice.href = '#konflikt';
  choice.textContent = 'Vælg, hvilken udgave der skal gælde';
  element.replaceChildren(text, choice);
}
