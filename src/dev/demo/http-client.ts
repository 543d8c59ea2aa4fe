/** One person's browser, without JavaScript: keeps cookies, follows redirects, fills in forms. Also speaks the JSON API. */
import { formsIn, type PageForm, wordsOf } from './html-forms.ts';

export interface Page {
  /** Path and query of the page that was reached. */
  address: string;
  html: string;
  /** The form that goes to an address, or null. */
  form(action: RegExp): PageForm | null;
}

export interface HttpClient {
  /** @throws HttpError when the answer is an error */
  get(address: string): Promise<Page>;
  download(address: string): Promise<Buffer>;
  /** Sends a form with what is typed into it. */
  submit(form: PageForm, typed?: Record<string, string>): Promise<Page>;
  /** @param key the idempotency key: asked again, the service answers what it did the first time */
  json(method: 'POST' | 'PUT', address: string, body: unknown, key: string): Promise<unknown>;
  /** Brings a file, as a form with a file does. */
  bring(address: string, name: string, bytes: Buffer): Promise<unknown>;
}

/** An answer that is an error: what was asked for, the status, and the words of the page. */
export class HttpError extends Error {
  readonly status: number;
  readonly body: string;
  constructor(what: string, status: number, body: string) {
    super(`${what} gav ${status}: ${body.slice(0, 400)}`);
    this.name = 'VisitError';
    this.status = status;
    this.body = body;
  }
}

const REDIRECTS = 5;
/** A process that is being started again answers within this time, in milliseconds. */
const PATIENCE_MS = 20_000;

/** Asks again while nobody listens or the service says that it cannot just now. */
export async function patientFetch(url: URL, init: RequestInit): Promise<Response> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, { ...init, redirect: 'manual' }).catch((error: unknown) => error);
    if (answer instanceof Response && answer.status !== 503) return answer;
    if (Date.now() > until) {
      if (answer instanceof Response) return answer;
      throw new Error(`${url.pathname} svarer ikke`, { cause: answer });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @param origin the service's public address: requests that change something must name it */
export function createHttpClient(origin: string): HttpClient {
  const cookies = new Map<string, string>();

  async function ask(method: string, address: string, headers: Record<string, string>, body?: string | FormData) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await patientFetch(new URL(address, origin), {
      method,
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }), ...(method === 'GET' ? {} : { origin }) },
      body,
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }

  async function page(method: string, address: string, form?: string): Promise<Page> {
    let headers: Record<string, string> = { accept: 'text/html' };
    if (form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    let answer = await ask(method, address, headers, form);
    let here = address;
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < REDIRECTS; hops++) {
      await answer.body?.cancel();
      const { pathname, search } = new URL(answer.headers.get('location') ?? '/', new URL(here, origin));
      here = pathname + search;
      headers = { accept: 'text/html' };
      answer = await ask('GET', here, headers);
    }
    const html = await answer.text();
    if (!answer.ok) throw new HttpError(`${method} ${shown(address)}`, answer.status, wordsOf(html));
    const forms = formsIn(html);
    return { address: here, html, form: (action) => forms.find((one) => action.test(one.action)) ?? null };
  }

  return {
    get: (address) => page('GET', address),
    async download(address) {
      const answer = await ask('GET', address, {});
      const body = Buffer.from(await answer.arrayBuffer());
      if (!answer.ok || answer.status >= 300) {
        throw new HttpError(`GET ${shown(address)}`, answer.status, wordsOf(body.toString('utf8')));
      }
      return body;
    },
    submit: ({ action, fields }, typed = {}) =>
      page('POST', action, new URLSearchParams({ ...fields, ...typed }).toString()),
    async bring(address, name, bytes) {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)]), name);
      const answer = await ask('POST', address, { accept: 'application/json' }, form);
      const text = await answer.text();
      if (!answer.ok) throw new HttpError(`POST ${address}`, answer.status, text);
      return JSON.parse(text);
    },
    async json(method, address, body, key) {
      const headers = { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': key };
      const answer = await ask(method, address, headers, JSON.stringify(body));
      const text = await answer.text();
      if (!answer.ok) throw new HttpError(`${method} ${shown(address)}`, answer.status, text);
      return text === '' ? null : JSON.parse(text);
    },
  };
}

/** A mailed link's token is a secret also in an error. */
const shown = (address: string): string => address.replace(/^\/l\/[^/?]+/, '/l/…');
