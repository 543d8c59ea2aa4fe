/** Brings the editor's page to life. Without it the page is a plain form that the server answers. */
import type { DraftBody } from '#src/documents/draft-body.ts';
import { isCaseNumber } from '#src/http/pages/editor/draft-from-fields.ts';
import { missingIn, STOPS } from '#src/http/pages/editor/missing.ts';
import { type Answer, type Autosave, createAutosave } from './autosave.ts';
import { type BilagFiles, bilagFiles } from './bilag-files.ts';
import { copyOfItem } from './copy-of-item.ts';
import { readDraft } from './draft-form.ts';
import { dragRows } from './drag-rows.ts';
import { type LocalCopies, localCopies } from './local-copy.ts';
import { printNotesIn } from './print-notes.ts';
import { makeRichField } from './rich-field.ts';
import { liveRows } from './rows.ts';
import { showState } from './save-status.ts';

const form = document.querySelector<HTMLFormElement>('form[data-editor]');
if (form) bringToLife(form);

function bringToLife(form: HTMLFormElement): void {
  const { item = '', person = '', saveUrl = '' } = form.dataset;
  let leaving = false;
  const saver = saveUrl === '' ? null : startSaving(form, saveUrl, localCopies<number, DraftBody>(item, person));
  let changedHere = false;
  const changed = () => {
    changedHere = true;
    saver?.changed();
    refresh(form);
  };
  const enliven = (scope: ParentNode) => {
    for (const host of scope.querySelectorAll<HTMLElement>('[data-rich]')) makeRichField(host, changed);
    printNotesIn(scope);
  };
  enliven(form);
  form.classList.add('is-live');
  const rows = liveRows(form, enliven, changed);
  dragRows(form, rows);
  const files = bilagFiles({ form, addRow: () => rows.add('bilag'), changed, say: rows.say });
  copyOfItem(form, { addRow: () => rows.add('bilag'), changed, say: rows.say });
  form.addEventListener('input', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-rich], .rich-link-form')) return;
    changed();
  });
  window.addEventListener('beforeunload', (event) => {
    const unsaved = saver ? saver.unsaved() : changedHere;
    if ((unsaved || files?.busy()) && !leaving) event.preventDefault();
  });
  form.addEventListener('rendition', () => refresh(form));
  form.addEventListener('submit', (event) => {
    if (!saver) {
      leaving = true;
      if (files?.busy())
        sendWhenTaken(form, event, files, () => {
          leaving = false;
        });
      return;
    }
    // What is on the page is stored first; then the form goes as it would have gone without a script.
    event.preventDefault();
    const { submitter } = event;
    // A file on its way belongs to what is sent; one that could not be taken must be seen first.
    const taken = files ? files.settled() : Promise.resolve(true);
    void taken.then(async (allTaken) => {
      if (!allTaken || !(await saver.flush())) return;
      leaving = true;
      setValue(form, 'rev', String(saver.rev()));
      if (submitter instanceof HTMLButtonElement) setValue(form, 'do', submitter.value);
      sendOnlyTheOrder(form);
      form.submit();
    });
  });
  refresh(form);
}

/** A form that is sent as a whole waits for the files on their way. */
function sendWhenTaken(form: HTMLFormElement, event: SubmitEvent, files: BilagFiles, stays: () => void): void {
  event.preventDefault();
  const { submitter } = event;
  void files.settled().then((taken) => {
    if (!taken) return stays();
    if (submitter instanceof HTMLButtonElement) setValue(form, 'do', submitter.value);
    form.submit();
  });
}

/** The texts are stored already: the form names the revision and the button, however long the texts are. */
function sendOnlyTheOrder(form: HTMLFormElement): void {
  setValue(form, 'stored', 'yes');
  const kept = ['requestId', 'rev', 'do', 'stored', 'ladderFrom'];
  for (const field of form.querySelectorAll<HTMLInputElement>('[name]')) {
    if (!kept.includes(field.name)) field.disabled = true;
  }
}

/** The hidden field `name`, made if it is missing: `form.submit()` forgets which button was pressed. */
function setValue(form: HTMLFormElement, name: string, value: string): void {
  let field = form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`);
  if (!field) {
    field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    form.append(field);
  }
  field.value = value;
}

function startSaving(form: HTMLFormElement, saveUrl: string, copies: LocalCopies<number, DraftBody>): Autosave {
  const status = form.querySelector<HTMLElement>('[data-save-status]');
  const conflict = form.querySelector<HTMLElement>('[data-conflict]');
  const saver = createAutosave({
    rev: Number(form.dataset.rev ?? 0),
    draft: () => readDraft(form),
    send: (rev, draft) => put(saveUrl, rev, draft),
    copies,
    show(state) {
      if (status) showState(status, state);
      if (conflict) conflict.hidden = state.kind !== 'conflict';
      if (conflict && state.kind === 'conflict') void showTheirs(form, conflict);
    },
  });
  window.addEventListener('online', () => saver.retry());
  conflict?.querySelector('[data-keep-mine]')?.addEventListener('click', () => void saver.keepMine());
  conflict?.querySelector('[data-take-theirs]')?.addEventListener('click', () => {
    const mine = copies.read();
    if (mine) copies.putAside(mine);
    copies.clear();
    window.location.reload();
  });
  if (status) showState(status, { kind: 'saved', at: null });
  offerRecovery(form, saveUrl, copies);
  return saver;
}

async function put(url: string, rev: number, draft: DraftBody): Promise<Answer> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ rev, draft }),
    signal: AbortSignal.timeout(20_000),
  });
  const body = await response.json().catch(() => ({}));
  return { status: response.status, body: typeof body === 'object' && body !== null ? body : {} };
}

/** What the other one has saved, and who it was, beside one's own. */
async function showTheirs(form: HTMLFormElement, conflict: HTMLElement): Promise<void> {
  const place = conflict.querySelector('[data-theirs]');
  const url = form.dataset.theirsUrl;
  if (!place || !url) return;
  try {
    const response = await fetch(url, { headers: { accept: 'text/html' } });
    if (response.ok) place.innerHTML = await response.text();
  } catch {
    place.textContent = 'Den anden udgave kan ikke hentes lige nu.';
  }
}

/** A copy that the server never got, from before a crash, is offered until somebody chooses. */
function offerRecovery(form: HTMLFormElement, saveUrl: string, copies: LocalCopies<number, DraftBody>): void {
  const shown = JSON.stringify(readDraft(form));
  const copy = copies.findLeftBehind(({ draft }) => JSON.stringify(draft) === shown);
  if (!copy) return;
  const serverRev = Number(form.dataset.rev ?? 0);
  const box = form.querySelector<HTMLElement>('[data-recovery]');
  const bringBack = async () => {
    const { status } = await put(saveUrl, serverRev, copy.draft).catch(() => ({ status: 0 }));
    if (status !== 200 && status !== 201) return;
    copies.forgetFound();
    window.location.reload();
  };
  if (!box) return;
  box.hidden = false;
  const time = box.querySelector('[data-recovery-time]');
  if (time) {
    time.textContent = new Intl.DateTimeFormat('da-DK', {
      timeZone: 'Europe/Copenhagen',
      dateStyle: 'long',
      timeStyle: 'short',
    }).format(new Date(copy.at));
  }
  const older = box.querySelector<HTMLElement>('[data-recovery-older]');
  if (older) older.hidden = copy.rev === serverRev;
  box.querySelector('[data-recover]')?.addEventListener('click', () => void bringBack());
  box.querySelector('[data-discard]')?.addEventListener('click', () => {
    copies.putAside(copy);
    copies.forgetFound();
    box.hidden = true;
  });
}

/** What is still missing, and fields that only some choices need. */
function refresh(form: HTMLFormElement): void {
  const hasFailedBilag = form.querySelector('[data-rendition][data-failed="yes"]') !== null;
  const missing = missingIn(readDraft(form), hasFailedBilag);
  for (const hint of form.querySelectorAll<HTMLElement>('[data-hint]')) {
    hint.hidden = !missing.some((one) => one === hint.dataset.hint);
  }
  const stopped = missing.some((one) => STOPS.includes(one));
  const ready = form.querySelector<HTMLElement>('[data-ready]');
  if (ready) ready.hidden = stopped;
  for (const row of form.querySelectorAll('[data-row="step"]')) {
    const who = row.querySelector<HTMLSelectElement>('[name$="[who]"]')?.value ?? '';
    const role = row.querySelector<HTMLElement>('[data-role-field]');
    if (role) role.hidden = !who.startsWith('organ:');
  }
  const caseNumber = form.querySelector<HTMLInputElement>('[name="caseNumber"]');
  caseNumber?.setCustomValidity(
    isCaseNumber(caseNumber.value) ? '' : 'Sagsnummeret kan kun have bogstaver, tal, punktum, bindestreg og skråstreg.',
  );
}
