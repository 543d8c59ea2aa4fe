/** The line that says whether what is typed has been saved, and what stands below it when a person must choose. */
export type SaveState =
  | { kind: 'saved'; at: Date | null }
  /** Saved by itself in a moment, */
  | { kind: 'typing' }
  /** or when somebody asks for it; `kept`: a copy lies on this computer. */
  | { kind: 'unsaved'; kept: boolean }
  /** The same, as it was found on this computer when the page was opened. */
  | { kind: 'brought-back'; at: Date }
  | { kind: 'saving' }
  /** Tried again by itself. */
  | { kind: 'waiting'; why: 'offline' | 'signed-out' | 'server' }
  /** Somebody else has saved meanwhile; a person must choose. */
  | { kind: 'conflict' }
  /** The server will not take it as it is (`detail` says why). */
  | { kind: 'refused'; detail: string };

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
    case 'unsaved':
      return state.kept
        ? 'Ikke gemt endnu. Teksten ligger på denne computer imens. Ctrl+Enter gemmer.'
        : 'Ikke gemt endnu, og der er ikke plads til en kopi på denne computer. Ctrl+Enter gemmer.';
    case 'brought-back':
      return `Ikke gemt endnu. Teksten fra kl. ${clock.format(state.at).replace(':', '.')} lå på denne computer og er sat ind igen. `;
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

/**
 * @param element the status line (role status): polite, and loud only when something is wrong
 * @param choice the id of the place where a person chooses between two texts
 */
export function showState(element: HTMLElement, state: SaveState, choice = 'konflikt'): void {
  const text = sentenceFor(state);
  element.dataset.state = state.kind;
  // A screen reader hears what matters, not each "saving".
  element.setAttribute('aria-live', ['typing', 'unsaved', 'saving'].includes(state.kind) ? 'off' : 'polite');
  if (state.kind === 'conflict') sayConflict(element, text, choice);
  else if (element.textContent !== text) element.textContent = text;
}

/** The line stays in sight while one writes further down: the way to the choice is a link. */
function sayConflict(element: HTMLElement, text: string, choice: string): void {
  const way = document.createElement('a');
  way.href = `#${choice}`;
  way.textContent = 'Vælg, hvilken udgave der skal gælde';
  element.replaceChildren(text, way);
}
