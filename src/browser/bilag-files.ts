/** The files of the editor's bilag: chosen, sent one after the other with a bar that shows how far they are, exchanged, tried again. */
import { uploadFile } from './upload.ts';

export interface BilagFiles {
  /** Resolves when nothing is under way. @returns whether every file was taken */
  settled(): Promise<boolean>;
  busy(): boolean;
}

interface Parts {
  form: HTMLFormElement;
  /** Adds an empty row for a bilag. */
  addRow(): HTMLElement | null;
  changed(): void;
  say(text: string): void;
}

/** The box `[data-upload]` names the address and the limits; rows hold `[data-file]`. */
export function bilagFiles({ form, addRow, changed, say }: Parts): BilagFiles | null {
  const box = form.querySelector<HTMLElement>('[data-upload]');
  const chooser = box?.querySelector<HTMLInputElement>('input[type="file"]');
  if (!box || !chooser) return null;
  const { upload: url = '', maxBytes = '0', tooLarge = '', opens = '' } = box.dataset;
  for (const element of box.querySelectorAll<HTMLElement>('[data-without-script]')) element.hidden = true;
  let queue: Promise<void> = Promise.resolve();
  let waiting = 0;
  /** The file that a row could not deliver, for another try. */
  const failed = new WeakMap<Element, File>();

  const part = <T extends HTMLElement>(row: Element, name: string) => row.querySelector<T>(`[data-file-${name}]`);

  async function send(row: HTMLElement, file: File): Promise<void> {
    const [bar, state, problem] = [part<HTMLProgressElement>(row, 'bar'), part(row, 'state'), part(row, 'problem')];
    const again = row.querySelector<HTMLElement>('[data-file-again]');
    if (!row.isConnected) return;
    if (bar) bar.hidden = false;
    if (state) state.textContent = `Sender ${file.name} …`;
    const answer = await uploadFile(url, file, (share) => {
      if (bar) bar.value = Math.round(share * 100);
      if (share === 1 && state) state.textContent = `Kontrollerer ${file.name} …`;
    });
    if (bar) bar.hidden = true;
    if (state) state.textContent = '';
    if (!answer.ok) return fail(row, file, answer.why);
    failed.delete(row);
    if (problem) problem.hidden = true;
    if (again) again.hidden = true;
    show(row, answer.file);
    say(`${answer.file.name} er lagt op.`);
    changed();
  }

  function fail(row: HTMLElement, file: File, why: string): void {
    const problem = part(row, 'problem');
    const again = row.querySelector<HTMLElement>('[data-file-again]');
    failed.set(row, file);
    row.dataset.failed = 'yes';
    if (problem) {
      problem.hidden = false;
      problem.textContent = `${file.name}: ${why}`;
    }
    if (again) again.hidden = false;
  }

  /** Goes on without the file that could not be taken: the row keeps what it had, and an empty one goes. */
  function giveUp(row: HTMLElement): void {
    failed.delete(row);
    delete row.dataset.failed;
    const [problem, again] = [part(row, 'problem'), row.querySelector<HTMLElement>('[data-file-again]')];
    if (problem) problem.hidden = true;
    if (again) again.hidden = true;
    say('Filen er ikke lagt op.');
  }

  function show(row: HTMLElement, file: { hash: string; name: string; size: number; mime: string }): void {
    delete row.dataset.failed;
    const field = row.querySelector<HTMLInputElement>('[name="bilagFile"]');
    const name = part<HTMLAnchorElement>(row, 'name');
    const facts = part(row, 'facts');
    const none = part(row, 'none');
    if (field) field.value = JSON.stringify({ hash: file.hash, name: file.name, size: file.size, mime: file.mime });
    if (name) {
      name.hidden = false;
      name.textContent = file.name;
      name.href = `${opens}/${file.hash}/${encodeURIComponent(file.name)}`;
    }
    if (facts) facts.textContent = sizeInWords(file.size);
    if (none) none.hidden = true;
    const button = row.querySelector<HTMLElement>('[data-file-replace]');
    if (button) button.textContent = 'Udskift filen';
  }

  function enqueue(row: HTMLElement, file: File): void {
    const title = row.querySelector<HTMLInputElement>('[name="bilagTitle"]');
    if (title && title.value.trim() === '') title.value = titleFrom(file.name);
    delete row.dataset.failed;
    if (file.size > Number(maxBytes)) {
      fail(row, file, tooLarge);
      return;
    }
    const state = part(row, 'state');
    if (state) state.textContent = `${file.name} venter …`;
    waiting++;
    queue = queue
      .then(() => send(row, file))
      .finally(() => {
        waiting--;
      });
  }

  chooser.addEventListener('change', () => {
    for (const file of chooser.files ?? []) {
      const row = addRow();
      if (row) enqueue(row, file);
    }
    chooser.value = '';
  });
  form.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest<HTMLElement>('[data-row="bilag"]');
    if (!row) return;
    if (event.target.closest('[data-file-replace]')) row.querySelector<HTMLInputElement>('[data-file-choose]')?.click();
    const file = failed.get(row);
    if (event.target.closest('[data-file-retry]') && file) enqueue(row, file);
    if (event.target.closest('[data-file-giveup]')) giveUp(row);
  });
  form.addEventListener('change', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.matches('[data-file-choose]')) return;
    const row = field.closest<HTMLElement>('[data-row="bilag"]');
    const file = field.files?.[0];
    if (row && file) enqueue(row, file);
    field.value = '';
  });

  return {
    busy: () => waiting > 0,
    async settled() {
      await queue;
      const stuck = form.querySelector<HTMLElement>('[data-row="bilag"][data-failed]');
      stuck?.querySelector<HTMLElement>('[data-file-retry]')?.focus();
      if (stuck) say('En fil kunne ikke lægges op. Prøv igen, eller fortsæt uden den.');
      return stuck === null;
    },
  };
}

/** "budget_2024.pdf" is called "budget 2024". */
const titleFrom = (name: string): string =>
  name
    .replace(/\.[^.]{1,12}$/, '')
    .replaceAll('_', ' ')
    .trim()
    .slice(0, 500);

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${new Intl.NumberFormat('da-DK', { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`;
