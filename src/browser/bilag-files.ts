/** The files of the editor's bilag: chosen, sent one after the other with a bar that shows how far they are, exchanged, tried again. */

import { bilagRenditions } from './bilag-rendition.ts';
import { hideFailure, hideProgress, showFailure, showFile, showProgress, showState } from './bilag-row.ts';
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
  const { upload: url = '', maxBytes = '0', tooLarge = '', opens = '', renditions: renditionsAt = '' } = box.dataset;
  const renditions = bilagRenditions(form, renditionsAt);
  for (const element of box.querySelectorAll<HTMLElement>('[data-without-script]')) element.hidden = true;
  let queue: Promise<void> = Promise.resolve();
  let waiting = 0;
  /** The file that a row could not deliver, for another try. */
  const failed = new WeakMap<Element, File>();

  async function send(row: HTMLElement, file: File): Promise<void> {
    if (!row.isConnected) return;
    showProgress(row, 0);
    showState(row, `Sender ${file.name} …`);
    const answer = await uploadFile(url, file, (share) => {
      showProgress(row, share);
      if (share === 1) showState(row, `Kontrollerer ${file.name} …`);
    });
    hideProgress(row);
    if (!answer.ok) return fail(row, file, answer.why);
    failed.delete(row);
    hideFailure(row);
    showFile(row, answer.file, opens);
    renditions.follow(row, answer.file);
    say(`${answer.file.name} er lagt op.`);
    changed();
  }

  function fail(row: HTMLElement, file: File, why: string): void {
    failed.set(row, file);
    showFailure(row, `${file.name}: ${why}`);
  }

  /** Goes on without the file that could not be taken: the row keeps what it had, and an empty one goes. */
  function giveUp(row: HTMLElement): void {
    failed.delete(row);
    hideFailure(row);
    say('Filen er ikke lagt op.');
  }

  function enqueue(row: HTMLElement, file: File): void {
    const title = row.querySelector<HTMLInputElement>('[name$="[title]"]');
    if (title && title.value.trim() === '') title.value = titleFrom(file.name);
    delete row.dataset.failed;
    if (file.size > Number(maxBytes)) {
      fail(row, file, tooLarge);
      return;
    }
    showState(row, `${file.name} venter …`);
    waiting++;
    queue = queue
      .then(() => send(row, file))
      .finally(() => {
        waiting--;
      });
  }

  listen({ form, chooser, addRow, enqueue, giveUp, failed });

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

interface Listening {
  form: HTMLFormElement;
  chooser: HTMLInputElement;
  addRow(): HTMLElement | null;
  enqueue(row: HTMLElement, file: File): void;
  giveUp(row: HTMLElement): void;
  failed: WeakMap<Element, File>;
}

/** Files chosen for new rows, and the buttons and the field of each row. */
function listen({ form, chooser, addRow, enqueue, giveUp, failed }: Listening): void {
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
}

/** "budget_2024.pdf" is called "budget 2024". */
const titleFrom = (name: string): string =>
  name
    .replace(/\.[^.]{1,12}$/, '')
    .replaceAll('_', ' ')
    .trim()
    .slice(0, 500);
