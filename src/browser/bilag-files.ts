/**
 * The files of the editor's bilag: chosen, dragged or pasted, sent one after the other with a bar that shows how far they are,
 * exchanged, tried again.
 */
import { bilagRenditions } from './bilag-rendition.ts';
import {
  cameWithFile,
  hideFailure,
  hideProgress,
  isRefusedWhole,
  showFailure,
  showFile,
  showProgress,
  showState,
} from './bilag-row.ts';
import { dropFiles } from './drop-files.ts';
import { readTexts } from './read-text.ts';
import { isSentInPieces, uploadInPieces } from './resumable-upload.ts';
import { type UnsentFile, type UnsentFiles, unsentFiles } from './unsent-files.ts';
import { LOST, SIGNED_OUT, type Uploaded, uploadFile } from './upload.ts';

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

/** The box `[data-upload]` names the addresses and the limits; rows hold `[data-file]`. */
export function bilagFiles({ form, addRow, changed, say }: Parts): BilagFiles | null {
  const box = form.querySelector<HTMLElement>('[data-upload]');
  const chooser = box?.querySelector<HTMLInputElement>('input[type="file"]');
  if (!box || !chooser) return null;
  const { maxBytes = '0', tooLarge = '', opens = '' } = box.dataset;
  const renditions = followRenditions(box, { form, changed, say });
  for (const element of box.querySelectorAll<HTMLElement>('[data-without-script]')) element.hidden = true;
  const unsent = unsentFiles(`${form.dataset.person} ${form.dataset.item}`);
  let queue: Promise<void> = Promise.resolve();
  let waiting = 0;
  /** The file that a row could not deliver, for another try. */
  const failed = new WeakMap<Element, File>();

  async function send(row: HTMLElement, file: File): Promise<void> {
    if (!row.isConnected) return unsent.forget(row);
    showProgress(row, 0);
    showState(row, `Sender ${file.name} …`);
    const answer = await sendFile(box as HTMLElement, row, file);
    hideProgress(row);
    if (!answer.ok) return fail(row, file, answer.why);
    unsent.forget(row);
    failed.delete(row);
    hideFailure(row);
    showFile(row, answer.file, opens);
    renditions.follow(row, answer.file);
    say(`${answer.file.name} er lagt op.`);
    changed();
  }

  function fail(row: HTMLElement, file: File, why: string): void {
    if (why !== LOST && why !== SIGNED_OUT) unsent.forget(row);
    failed.set(row, file);
    showFailure(row, `${file.name}: ${why}`);
    changed();
  }

  /** Goes on without the file that could not be taken: the row keeps what it had; one that came with the file goes. */
  function giveUp(row: HTMLElement): void {
    unsent.forget(row);
    failed.delete(row);
    hideFailure(row);
    if (isRefusedWhole(row)) row.remove();
    say('Filen er ikke lagt op.');
    changed();
  }

  function enqueue(row: HTMLElement, file: File, kept?: UnsentFile): void {
    const title = titleOf(row);
    if (title && title.value.trim() === '') title.value = kept?.title ?? titleFrom(file.name);
    hideFailure(row);
    if (file.size > Number(maxBytes)) return void fail(row, file, tooLarge);
    unsent.keep(row, file, title?.value ?? '', kept);
    showState(row, `${file.name} venter …`);
    waiting++;
    queue = queue
      .then(() => send(row, file))
      .finally(() => {
        waiting--;
      });
  }

  function add(files: Iterable<File>): void {
    for (const file of files) {
      const row = addRow();
      if (row) enqueue(cameWithFile(row), file);
    }
  }

  listen({ form, chooser, add, enqueue, giveUp, failed });
  dropFiles(box, add);
  goOn(form, unsent, addRow, enqueue);

  return {
    busy: () => waiting > 0,
    async settled() {
      await queue;
      return !leadToFailed(form, say);
    },
  };
}

/** What is made of each file, and the texts that are read on demand. */
function followRenditions(box: HTMLElement, { form, changed, say }: Omit<Parts, 'addRow'>) {
  const { opens = '', renditions: at = '' } = box.dataset;
  const renditions = bilagRenditions(form, at);
  readTexts({ form, at, opens, follow: renditions.follow, changed, say });
  return renditions;
}

/** @returns whether there is a file that could not be taken; its button has the focus then */
function leadToFailed(form: HTMLFormElement, say: Parts['say']): boolean {
  const failed = form.querySelector<HTMLElement>('[data-row="bilag"][data-failed]');
  failed?.querySelector<HTMLElement>('[data-file-retry]')?.focus();
  if (failed) say('En fil kunne ikke lægges op. Prøv igen, eller fortsæt uden den.');
  return failed !== null;
}

/** @param box names the addresses */
function sendFile(box: HTMLElement, row: HTMLElement, file: File): Promise<Uploaded> {
  const { upload = '', pieces = '' } = box.dataset;
  const progress = (share: number) => {
    showProgress(row, share);
    showState(row, share === 1 ? `Kontrollerer ${file.name} …` : `Sender ${file.name} …`);
  };
  if (pieces === '' || !isSentInPieces(file)) return uploadFile(upload, file, progress);
  const waits = () => showState(row, `${file.name} venter på forbindelsen og fortsætter af sig selv …`);
  return uploadInPieces(pieces, file, { progress, waits });
}

/** Goes on with what an earlier page did not get sent, in the row that waits for it. */
function goOn(
  form: HTMLFormElement,
  unsent: UnsentFiles,
  addRow: Parts['addRow'],
  enqueue: (row: HTMLElement, file: File, kept: UnsentFile) => void,
): void {
  form.addEventListener('change', ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row="bilag"]') : null;
    if (row && target === titleOf(row)) unsent.rename(row, titleOf(row)?.value ?? '');
  });
  void unsent.leftBehind().then((left) => {
    for (const kept of left) {
      const row = rowWithoutFile(form, kept.title) ?? addRow();
      if (row) enqueue(row, kept.file, kept);
    }
  });
}

interface Listening {
  form: HTMLFormElement;
  chooser: HTMLInputElement;
  add(files: Iterable<File>): void;
  enqueue(row: HTMLElement, file: File): void;
  giveUp(row: HTMLElement): void;
  failed: WeakMap<Element, File>;
}

/** Files chosen for new rows, and the buttons and the field of each row. */
function listen({ form, chooser, add, enqueue, giveUp, failed }: Listening): void {
  chooser.addEventListener('change', () => {
    add([...(chooser.files ?? [])]);
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

const titleOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>('[name$="[title]"]');

/** The row that waits for a file of this title. */
const rowWithoutFile = (form: HTMLFormElement, title: string): HTMLElement | undefined =>
  [...form.querySelectorAll<HTMLElement>('[data-row="bilag"]')].find(
    (row) =>
      titleOf(row)?.value.trim() === title.trim() &&
      row.querySelector<HTMLInputElement>('[name$="[file]"]')?.value === '',
  );

/** "budget_2024.pdf" is called "budget 2024". */
const titleFrom = (name: string): string =>
  name
    .replace(/\.[^.]{1,12}$/, '')
    .replaceAll('_', ' ')
    .trim()
    .slice(0, 500);
