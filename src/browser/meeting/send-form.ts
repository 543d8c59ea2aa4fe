/** Sends a form in the background and says what came of it: the page as it stands afterwards, or why there is none. */

export type Outcome =
  /** `url` is where the answer came from in the end. */
  | { kind: 'done'; page: Document; url: string }
  /** The page has the form as it was refused, with what is wrong at its fields; with both texts where somebody else saved meanwhile. */
  | { kind: 'refused'; page: Document; detail: string }
  /** It may be sent again as it is: nobody has said no to it. */
  | { kind: 'failed'; why: 'offline' | 'signed-out' | 'server' };

export interface Sent {
  url: string;
  body: URLSearchParams;
}

const PATIENCE_MS = 20_000;

/** What a form would send if it were sent now. @param pressed the button, whose value is sent along */
export function sentBy(form: HTMLFormElement, pressed: HTMLElement | null): Sent {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, pressed)) if (typeof value === 'string') body.append(name, value);
  return { url: form.action, body };
}

export async function send({ url, body }: Sent): Promise<Outcome> {
  let status: number;
  let page: Document;
  let answeredBy: string;
  try {
    const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE_MS) });
    status = response.status;
    answeredBy = response.url;
    page = new DOMParser().parseFromString(await response.text(), 'text/html');
  } catch {
    return { kind: 'failed', why: 'offline' };
  }
  if (status === 401) return { kind: 'failed', why: 'signed-out' };
  if (status >= 500 || status === 429) return { kind: 'failed', why: 'server' };
  return status < 400 ? { kind: 'done', page, url: answeredBy } : { kind: 'refused', page, detail: detailIn(page) };
}

/** What the page says is wrong. */
const detailIn = (page: Document): string =>
  [...page.querySelectorAll('main [role="alert"] .alert-text, main .form-error-message')]
    .map(({ textContent }) => textContent.trim())
    .find((text) => text !== '') ?? 'Hent siden igen, og se, hvad der er sket.';
