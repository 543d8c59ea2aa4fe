/** Attaches a copy of another item: found by its title or case number, and made a bilag by one press. */
import { showFile } from './bilag-row.ts';

interface Parts {
  addRow(): HTMLElement | null;
  changed(): void;
  say(text: string): void;
}

interface Found {
  item: string;
  title: string;
  caseNumber: string | null;
}

interface Copy {
  file: { hash: string; name: string; size: number; mime: string };
  title: string;
  openness: string;
  titlePublic: boolean;
}

const AFTER_TYPING_MS = 300;
const LOST = 'Kopien kunne ikke laves: forbindelsen blev afbrudt. Prøv igen.';

export function copyOfItem(form: HTMLFormElement, { addRow, changed, say }: Parts): void {
  const box = form.querySelector<HTMLElement>('[data-copy-to]');
  const query = box?.querySelector<HTMLInputElement>('[data-copy-query]');
  const list = box?.querySelector<HTMLElement>('[data-copy-found]');
  const said = box?.querySelector<HTMLElement>('[data-copy-said]');
  if (!box || !query || !list || !said) return;
  const opens = form.querySelector<HTMLElement>('[data-opens]')?.dataset.opens ?? '';
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function search(words: string): Promise<void> {
    const turn = ++asked;
    const found = words === '' ? [] : await itemsCalled(words).catch(() => null);
    // Somebody has typed on meanwhile.
    if (turn !== asked) return;
    const others = (found ?? []).filter(({ item }) => item !== form.dataset.item);
    list?.replaceChildren(...others.map((each) => lineOf(each, attach)));
    if (said) said.textContent = wordsFor(words, found === null ? null : others.length);
  }

  async function attach(found: Found, button: HTMLButtonElement): Promise<void> {
    if (said) said.textContent = `Laver kopi af »${found.title}« …`;
    button.disabled = true;
    const answer = await copy(box?.dataset.copyTo ?? '', found.item).catch(() => LOST);
    button.disabled = false;
    const row = typeof answer === 'string' ? null : addRow();
    if (said) said.textContent = typeof answer === 'string' ? answer : `Kopien er vedlagt som bilag.`;
    if (typeof answer === 'string' || row === null) return;
    set(row, 'title', answer.title);
    set(row, 'openness', answer.openness);
    set(row, 'titlePublic', answer.titlePublic ? 'yes' : 'no');
    showFile(row, answer.file, opens);
    say(`${answer.title} er vedlagt.`);
    changed();
  }

  query.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(query.value.trim()), AFTER_TYPING_MS);
  });
  query.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    // The form is not what is sent.
    event.preventDefault();
    void search(query.value.trim());
  });
}

function wordsFor(words: string, found: number | null): string {
  if (words === '') return '';
  if (found === null) return 'Der kan ikke søges lige nu.';
  return found === 0 ? 'Ingen sag, som du må se, passer til det.' : `${found} ${found === 1 ? 'sag' : 'sager'} fundet.`;
}

async function itemsCalled(words: string): Promise<Found[]> {
  const response = await fetch(`/api/v1/items?q=${encodeURIComponent(words)}`, {
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return ((await response.json()) as { items: Found[] }).items.slice(0, 10);
}

/** @returns the copy, or why there is none */
async function copy(url: string, item: string): Promise<Copy | string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ item }),
  });
  const answer = (await response.json()) as Copy & { detail?: string };
  return response.ok ? answer : (answer.detail ?? LOST);
}

function lineOf(found: Found, attach: (found: Found, button: HTMLButtonElement) => Promise<void>): HTMLLIElement {
  const line = document.createElement('li');
  const text = document.createElement('span');
  text.textContent = found.caseNumber ? `${found.title} (${found.caseNumber})` : found.title;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-secondary';
  button.textContent = 'Vedlæg kopi';
  button.setAttribute('aria-label', `Vedlæg kopi af ${text.textContent}`);
  button.addEventListener('click', () => void attach(found, button));
  line.append(text, button);
  return line;
}

function set(row: Element, column: string, value: string): void {
  const field = row.querySelector<HTMLInputElement | HTMLSelectElement>(`[name$="[${column}]"]`);
  if (field) field.value = value;
}
