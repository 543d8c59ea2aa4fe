/** The browsers of the people who are signed in. */
import type { Catcher } from './catcher.ts';
import { createHttpClient, type HttpClient, type Page } from './http-client.ts';
import { codeAfter } from './mailed-code.ts';

export interface Browsers {
  /** The browser of somebody who is signed in. */
  signedIn(person: string): Promise<HttpClient>;
  /** Opens an address in the browser that somebody has open, or a new one, and signs in where the page asks for it. */
  open(person: string, address: string): Promise<{ client: HttpClient; page: Page }>;
  /** Ends somebody's session, or everybody's. */
  forget(person?: string): void;
}

/** @param emailOf the mail address of a person */
export function createBrowsers(deps: { origin: string; catcher: Catcher; emailOf(person: string): string }): Browsers {
  const { origin, catcher, emailOf } = deps;
  const browsers = new Map<string, HttpClient>();

  /** From a page that asks for it: type the address, read the mail, type the code. @returns the page gone on to */
  async function signIn(client: HttpClient, person: string, page: Page): Promise<Page> {
    const email = emailOf(person);
    const asking = page.form(/^\/log-ind$/);
    if (asking === null) throw new Error(`${page.address.split('/')[1]}-siden beder ikke om at logge ind`);
    const { answer: next, code } = await codeAfter(catcher, email, '<sign-in-', () => client.submit(asking, { email }));
    const typing = next.form(/^\/log-ind\/kode$/);
    if (code === null || typing === null) throw new Error('Koden eller feltet til den mangler');
    return client.submit(typing, { code });
  }

  return {
    async signedIn(person) {
      const known = browsers.get(person);
      if (known) return known;
      const client = createHttpClient(origin);
      await signIn(client, person, await client.get('/log-ind'));
      browsers.set(person, client);
      return client;
    },
    async open(person, address) {
      const client = browsers.get(person) ?? createHttpClient(origin);
      let page = await client.get(address);
      if (page.form(/^\/log-ind$/) !== null) page = await signIn(client, person, page);
      browsers.set(person, client);
      return { client, page };
    },
    forget(person) {
      if (person === undefined) browsers.clear();
      else browsers.delete(person);
    },
  };
}
