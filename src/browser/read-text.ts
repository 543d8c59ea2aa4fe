/** Has a machine read the text of a scanned bilag: asked for by a button, and the new file takes the bilag's place by itself. */
import { showFile } from './bilag-row.ts';

interface Parts {
  form: HTMLFormElement;
  /** The address under which the renditions of files are found, by their hashes. */
  at: string;
  /** The address under which files are opened. */
  opens: string;
  follow(row: Element, file: FileInRow): void;
  changed(): void;
  say(text: string): void;
}

interface FileInRow {
  hash: string;
  name: string;
  size: number;
  mime: string;
}

const LOST = 'Forbindelsen blev afbrudt. Prøv igen.';

export function readTexts({ form, at, opens, follow, changed, say }: Parts): void {
  /** The files whose text was asked for here: whoever asks wants the new file. */
  const asked = new Set<string>();
  const taking = new Set<string>();

  function exchange(row: HTMLElement, file: FileInRow): void {
    showFile(row, file, opens);
    follow(row, file);
    changed();
  }

  async function read(row: HTMLElement, file: FileInRow): Promise<void> {
    const answer = await post(`${at}/${file.hash}/laesning`, file);
    if (typeof answer === 'string') return say(`${file.name}: ${answer}`);
    asked.add(file.hash);
    say(`Teksten i ${file.name} læses. Du kan skrive videre imens.`);
    follow(row, file);
  }

  async function use(row: HTMLElement, file: FileInRow): Promise<void> {
    if (taking.has(file.hash)) return;
    taking.add(file.hash);
    const answer = await post(`${at}/${file.hash}/laest`, file);
    taking.delete(file.hash);
    // Another file may have been chosen meanwhile.
    if (fileOf(row)?.hash !== file.hash) return;
    if (typeof answer === 'string') return say(`${file.name}: ${answer}`);
    asked.delete(file.hash);
    exchange(row, answer as FileInRow);
    say(`Teksten i ${file.name} er læst af en maskine, og filen med tekst er nu bilaget.`);
  }

  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-reading-press]') : null;
    const row = button?.closest<HTMLElement>('[data-row="bilag"]');
    const file = row && fileOf(row);
    if (!button || !row || !file) return;
    event.preventDefault();
    // The button goes, and who has pressed it stays at the row.
    row.querySelector<HTMLElement>('[data-file-name]')?.focus();
    const { readingPress, before = '' } = button.dataset;
    if (readingPress === 'read') void read(row, file);
    else if (readingPress === 'use') void use(row, file);
    else {
      exchange(row, JSON.parse(before) as FileInRow);
      say('Den scannede fil er bilaget igen.');
    }
  });
  form.addEventListener('rendition', ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row="bilag"]') : null;
    const file = row && fileOf(row);
    if (row && file && asked.has(file.hash) && row.querySelector('[data-reading="done"]')) void use(row, file);
  });
}

function fileOf(row: HTMLElement): FileInRow | null {
  const field = row.querySelector<HTMLInputElement>('[name$="[file]"]');
  return field?.value ? (JSON.parse(field.value) as FileInRow) : null;
}

/** @returns the answer, or why there is none */
async function post(url: string, { name }: FileInRow): Promise<object | string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ name }),
    });
    const answer = (await response.json()) as { detail?: string };
    return response.ok ? answer : (answer.detail ?? LOST);
  } catch {
    return LOST;
  }
}
