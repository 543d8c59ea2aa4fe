/**
 * One form of the meeting's page. It is saved when somebody presses its button, in the background; until then what is typed lies on
 * this computer. A dead network is waited out with what was pressed for, and not with what is typed since.
 */
import type { LocalCopies } from '../local-copy.ts';
import { openFolds } from '../open-folds.ts';
import { retryAfter } from '../retry-after.ts';
import { type SaveState, showState } from '../save-status.ts';
import { type Fields, fieldsOf, fillIn, hiddenIn, isFilledIn, setHidden } from './form-fields.ts';
import { isUnsaved, markUnsaved, refresh } from './refresh-page.ts';
import { type Outcome, type Sent, send, sentBy } from './send-form.ts';
import { clearRefusal, showRefusal } from './show-refusal.ts';

export interface LiveForm {
  typed(): void;
  press(button: HTMLElement | null): void;
  /** The network is back: no need to wait for the next try. */
  retry(): void;
  /** The page has been brought up to date around it: how it stands is said again. */
  sayAgain(): void;
  /** Gives up what was typed for what the server has. */
  giveUp(): Promise<void>;
  /** What is typed would be lost with the page. */
  isAtRisk(): boolean;
}

/** What was pressed for: tried until there is an answer. */
interface Pressed {
  sent: Sent;
  fields: string;
}

/**
 * @param id of the form, which is another element each time that the page is brought up to date
 * @param inTurn runs one after the other what brings the page up to date
 */
export function liveForm(
  id: string,
  copies: LocalCopies<string, Fields>,
  inTurn: (work: () => Promise<void>) => Promise<void>,
): LiveForm {
  let pressed: Pressed | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: SaveState | null = null;
  let kept = true;

  const form = () => document.getElementById(id) as HTMLFormElement | null;
  const say = (next: SaveState | null) => {
    state = next;
    const line = form()?.querySelector<HTMLElement>('[data-save-status]');
    if (!line) return;
    if (next === null) line.textContent = '';
    else showState(line, next, form()?.querySelector('[data-conflict]')?.id);
    if (next?.kind === 'brought-back') line.append(discardButton(giveUp));
  };
  const keep = (element: HTMLFormElement) => {
    const copy = { rev: hiddenIn(element, 'basis'), at: new Date().toISOString(), draft: fieldsOf(element) };
    kept = copies.write(copy);
  };

  function typed(): void {
    const element = form();
    if (!element) return;
    const unsaved = isFilledIn(element);
    markUnsaved(element, unsaved);
    if (unsaved) keep(element);
    else copies.clear();
    // What waits to be sent, or for a choice, says so until it has been.
    if (pressed === null && state?.kind !== 'conflict') say(unsaved ? { kind: 'unsaved', kept } : null);
  }

  function press(button: HTMLElement | null): void {
    const element = form();
    if (!element) return;
    const fields = JSON.stringify(fieldsOf(element));
    // Pressed twice: it is on its way already.
    if (pressed?.fields === fields && failures === 0) return;
    markUnsaved(element, true);
    keep(element);
    pressed = { sent: sentBy(element, button), fields };
    failures = 0;
    say({ kind: 'saving' });
    void inTurn(trySending);
  }

  async function trySending(): Promise<void> {
    clearTimeout(timer);
    const trying = pressed;
    if (trying === null) return;
    const outcome = await send(trying.sent);
    // Somebody has pressed again meanwhile: that comes next, unless this one must be answered first.
    if (pressed !== trying && outcome.kind !== 'done') return;
    if (pressed === trying && outcome.kind !== 'failed') pressed = null;
    await take(outcome, trying);
  }

  async function take(outcome: Outcome, { fields }: Pressed): Promise<void> {
    if (outcome.kind === 'failed') {
      failures++;
      say({ kind: 'waiting', why: outcome.why });
      timer = setTimeout(() => void inTurn(trySending), retryAfter(failures));
      return;
    }
    failures = 0;
    const element = form();
    const answered = outcome.page.getElementById(id) as HTMLFormElement | null;
    if (outcome.kind === 'done') saved(element, answered, fields);
    await refresh(outcome.page);
    if (outcome.kind === 'done') return say(stateAfterSaving());
    if (element && answered) refused(element, answered, outcome.detail);
    else say({ kind: 'refused', detail: outcome.detail });
  }

  /** What was typed while it was on its way has not been saved: it stands on what has. */
  function saved(element: HTMLFormElement | null, answered: HTMLFormElement | null, fields: string): void {
    if (!element) return;
    const isAll = JSON.stringify(fieldsOf(element)) === fields;
    markUnsaved(element, !isAll);
    if (isAll) {
      copies.clear();
      return;
    }
    clearRefusal(element);
    for (const name of answered ? ['basis', 'requestId'] : []) {
      const value = answered ? hiddenIn(answered, name) : '';
      setHidden(element, name, value);
      pressed?.sent.body.set(name, value);
    }
    keep(element);
  }

  const stateAfterSaving = (): SaveState => {
    const element = form();
    return element && isUnsaved(element) ? { kind: 'unsaved', kept } : { kind: 'saved', at: new Date() };
  };

  function refused(element: HTMLFormElement, answered: HTMLFormElement, detail: string): void {
    const place = showRefusal(element, answered);
    const isConflict = place?.hasAttribute('data-conflict') === true;
    // Whoever has seen both texts and presses again means it.
    if (isConflict) setHidden(element, 'basis', hiddenIn(answered, 'basis'));
    keep(element);
    say(isConflict ? { kind: 'conflict' } : { kind: 'refused', detail });
    place?.focus();
  }

  async function giveUp(): Promise<void> {
    const element = form();
    const mine = copies.read();
    if (mine) copies.putAside(mine);
    copies.clear();
    pressed = null;
    clearTimeout(timer);
    if (!element) return;
    markUnsaved(element, false);
    await inTurn(async () => refresh(await pageNow()));
    say(null);
  }

  /** What was typed before the page was read again, or lost, is in its fields again. */
  function bringBack(): void {
    const [element, copy] = [form(), copies.read()];
    if (!element || !copy) return;
    const basis = hiddenIn(element, 'basis');
    fillIn(element, copy.draft);
    if (!isFilledIn(element)) {
      copies.clear();
      return;
    }
    markUnsaved(element, true);
    // It stands on what its writer saw then: should somebody have saved since, both texts are shown.
    setHidden(element, 'basis', basis === '' ? '' : copy.rev);
    openFolds(element);
    say({ kind: 'brought-back', at: new Date(copy.at) });
  }

  bringBack();
  return {
    typed,
    press,
    retry: () => void (failures > 0 && inTurn(trySending)),
    sayAgain: () => say(state),
    giveUp,
    isAtRisk() {
      const element = form();
      return !kept && element !== null && isUnsaved(element);
    },
  };
}

async function pageNow(): Promise<Document> {
  const response = await fetch(window.location.pathname, { headers: { accept: 'text/html' } });
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

function discardButton(press: () => Promise<void>): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-tertiary';
  button.textContent = 'Kassér den';
  button.addEventListener('click', () => void press());
  return button;
}
