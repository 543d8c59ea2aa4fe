/**
 * A hearing's answer in the browser: what is typed is kept here until it has been received, so that a dead network, a closed window
 * or a full phone loses nothing. Without script the form works all the same.
 */
const FIELDS = ['name', 'role', 'organisation', 'email', 'text'] as const;
type Draft = Partial<Record<(typeof FIELDS)[number], string>> & { noRemarks?: boolean };
type Field = HTMLInputElement | HTMLTextAreaElement;

const keyOf = (id: string): string => `sagsgang:hoeringssvar:${id}`;

/** Storage may be full or forbidden: then the form works as it does without script. */
function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function keepDraft(form: HTMLFormElement, id: string): void {
  const key = keyOf(id);
  const status = document.querySelector('[data-draft-status]');
  const say = (text: string) => {
    if (status) status.textContent = text;
  };
  const field = (name: string) => form.elements.namedItem(name) as Field | null;
  const box = field('noRemarks') as HTMLInputElement | null;

  const read = (): Draft => ({
    ...Object.fromEntries(FIELDS.map((name) => [name, field(name)?.value ?? ''])),
    noRemarks: box?.checked ?? false,
  });
  const write = (draft: Draft) => {
    for (const name of FIELDS) {
      const [element, value] = [field(name), draft[name]];
      if (element && value) element.value = value;
    }
    if (box) box.checked = draft.noRemarks === true;
  };

  // What came back from the server is newer than what was kept.
  if (form.dataset.fresh !== undefined) {
    const kept = attempt(() => JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null);
    if (kept && (kept.text || kept.noRemarks)) {
      write(kept);
      say('Her er den kladde, du begyndte på i denne browser.');
    }
  }
  form.addEventListener('input', () => {
    const kept = attempt(() => {
      localStorage.setItem(key, JSON.stringify(read()));
      return true;
    });
    say(kept ? 'Kladden er gemt i denne browser.' : '');
  });
}

/** Buttons that take a text along which could not be received. */
function offerText(area: HTMLTextAreaElement): void {
  const row = document.createElement('p');
  row.className = 'button-row';
  const button = (text: string, press: (self: HTMLElement) => void) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'button button-secondary';
    made.textContent = text;
    made.addEventListener('click', () => press(made));
    row.append(made);
  };
  button('Kopiér teksten', (self) => {
    navigator.clipboard.writeText(area.value).then(
      () => {
        self.textContent = 'Teksten er kopieret';
      },
      () => area.select(),
    );
  });
  button('Hent som fil', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([area.value], { type: 'text/plain;charset=utf-8' }));
    link.download = 'hoeringssvar.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  area.after(row);
}

const form = document.querySelector<HTMLFormElement>('form[data-draft]');
if (form?.dataset.draft) keepDraft(form, form.dataset.draft);
const received = document.querySelector<HTMLElement>('[data-received]')?.dataset.received;
if (received) attempt(() => localStorage.removeItem(keyOf(received)));
const handedBack = document.querySelector<HTMLTextAreaElement>('textarea[data-handed-back]');
if (handedBack) offerText(handedBack);
