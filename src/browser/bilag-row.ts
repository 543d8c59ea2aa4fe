/** What a row of the editor's bilag shows of its file: the file, how far it is sent, or why it was not taken. */

const part = <T extends HTMLElement>(row: Element, name: string) => row.querySelector<T>(`[data-file-${name}]`);

const hide = (row: Element, ...names: string[]): void => {
  for (const name of names) {
    const element = part(row, name);
    if (element) element.hidden = true;
  }
};

export function showState(row: Element, text: string): void {
  const state = part(row, 'state');
  if (state) state.textContent = text;
}

/** @param share of the file that has been sent, from 0 to 1 */
export function showProgress(row: Element, share: number): void {
  const bar = part<HTMLProgressElement>(row, 'bar');
  if (!bar) return;
  bar.hidden = false;
  bar.value = Math.round(share * 100);
}

export function hideProgress(row: Element): void {
  hide(row, 'bar');
  showState(row, '');
}

export function showFailure(row: HTMLElement, text: string): void {
  const problem = part(row, 'problem');
  const again = part(row, 'again');
  row.dataset.failed = 'yes';
  row.dataset.refused = 'yes';
  if (problem) {
    problem.hidden = false;
    problem.textContent = text;
  }
  if (again) again.hidden = false;
}

export function hideFailure(row: HTMLElement): void {
  delete row.dataset.failed;
  hide(row, 'problem', 'again');
}

/** Notes that the row is there for a file alone: nobody has asked for a bilag without one. */
export function cameWithFile(row: HTMLElement): HTMLElement {
  row.dataset.cameWithFile = 'yes';
  return row;
}

/** Whether the row's file could not be taken and the row has nothing else: it is no bilag, and no part of the draft. */
export const isRefusedWhole = (row: Element): boolean =>
  row instanceof HTMLElement &&
  row.dataset.cameWithFile === 'yes' &&
  row.querySelector<HTMLInputElement>('[name$="[file]"]')?.value === '' &&
  row.dataset.refused === 'yes';

/** @param opens the address under which the item's files are opened */
export function showFile(
  row: HTMLElement,
  { hash, name, size, mime }: { hash: string; name: string; size: number; mime: string },
  opens: string,
): void {
  const field = row.querySelector<HTMLInputElement>('[name$="[file]"]');
  const link = part<HTMLAnchorElement>(row, 'name');
  const facts = part(row, 'facts');
  delete row.dataset.refused;
  if (field) field.value = JSON.stringify({ hash, name, size, mime });
  if (link) {
    link.hidden = false;
    link.textContent = name;
    link.href = `${opens}/${hash}/${encodeURIComponent(name)}`;
  }
  if (facts) facts.textContent = sizeInWords(size);
  hide(row, 'none');
  const button = part(row, 'replace');
  if (button) button.textContent = 'Udskift filen';
}

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${new Intl.NumberFormat('da-DK', { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`;
