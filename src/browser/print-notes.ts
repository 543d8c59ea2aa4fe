/** Says below a field which of its words are printed otherwise than they stand on the screen: while typing, after a paste, from the start. */
import { remarkSentences } from '#src/http/pages/editor/prints-otherwise.ts';

let made = 0;

/**
 * A note behind `field`, empty until there is something to say; screen readers hear it when it changes, and with the field.
 * @param described the element that has the focus while one writes
 * @returns `show`, to be called with the field's texts as they are now
 */
export function printNote(field: Element, described: Element = field): (texts: readonly string[]) => void {
  made += 1;
  const note = document.createElement('div');
  note.className = 'print-note';
  note.id = `print-note-${made}`;
  note.setAttribute('role', 'status');
  field.after(note);
  let said = '';
  return (texts) => {
    const sentences = remarkSentences(texts);
    if (sentences.join('\n') === said) return;
    said = sentences.join('\n');
    note.replaceChildren(...(sentences.length === 0 ? [] : [heading(), listOf(sentences)]));
    describe(described, note.id, sentences.length > 0);
  };
}

const WRITTEN = 'input[type="text"], textarea';

/** Notes for every plain field of text in `scope`. */
export function printNotesIn(scope: ParentNode): void {
  for (const field of scope.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(WRITTEN)) {
    // A rich text has a note of its own.
    if (field.closest('[data-rich]')) continue;
    const show = printNote(field);
    const look = () => show([field.value]);
    field.addEventListener('input', look);
    look();
  }
}

function heading(): HTMLElement {
  const heading = document.createElement('p');
  heading.textContent = 'Trykkes anderledes, end det står her:';
  return heading;
}

function listOf(sentences: readonly string[]): HTMLElement {
  const list = document.createElement('ul');
  for (const sentence of sentences) {
    const entry = document.createElement('li');
    entry.textContent = sentence;
    list.append(entry);
  }
  return list;
}

function describe(element: Element, id: string, isOn: boolean): void {
  const others = (element.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one !== '' && one !== id);
  const all = isOn ? [...others, id] : others;
  if (all.length === 0) element.removeAttribute('aria-describedby');
  else element.setAttribute('aria-describedby', all.join(' '));
}
