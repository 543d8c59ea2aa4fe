import { z } from 'zod';
import { FileRef } from '#src/documents/file-ref.ts';
import { writeFileAtomic } from '../services/write-file-atomic.ts';
import { type Catcher, mailTo } from './catcher.ts';
import type { PageForm } from './html-forms.ts';
import { createHttpClient, type HttpClient, HttpError, type Page } from './http-client.ts';
import type { PageDriver } from './steps.ts';

const Draft = z.object({ draft: z.object({ rev: z.number() }).nullable() });

export interface People extends PageDriver {
  /** The browser of somebody who is signed in. */
  signedIn(person: string): Promise<HttpClient>;
  /** A new working day: yesterday's sessions are not relied on. */
  goHome(): void;
}

/** @param emailOf the mail address of a person */
export function createPeople(parts: { origin: string; catcher: Catcher; emailOf(person: string): string }): People {
  const { origin, catcher, emailOf } = parts;
  const browsers = new Map<string, HttpClient>();
  const forms = new Map<string, { client: HttpClient; page: Page; form: PageForm }>();

  /** From a page that asks for it: type the address, read the mail, type the code. @returns the page gone on to */
  async function signIn(client: HttpClient, person: string, page: Page): Promise<Page> {
    const email = emailOf(person);
    const asking = page.form(/^\/log-ind$/);
    if (asking === null) throw new Error(`${page.address.split('/')[1]}-siden beder ikke om at logge ind`);
    const before = new Set((await catcher.mails(email)).map(({ id }) => id));
    const next = await client.submit(asking, { email });
    const mail = await mailTo(
      catcher,
      email,
      ({ id, messageId }) => !before.has(id) && messageId.startsWith('<sign-in-'),
      'Koden',
    );
    const [code] = /\b\d{6}\b/.exec(await catcher.text(mail.id)) ?? [];
    const typing = next.form(/^\/log-ind\/kode$/);
    if (code === undefined || typing === null) throw new Error('Koden eller feltet til den mangler');
    return client.submit(typing, { code });
  }

  async function signedIn(person: string): Promise<HttpClient> {
    const known = browsers.get(person);
    if (known) return known;
    const client = createHttpClient(origin);
    await signIn(client, person, await client.get('/log-ind'));
    browsers.set(person, client);
    return client;
  }

  /** Behind the link of a party's invitation: a code to its address, and the form. One that is open stays open. */
  async function answerForm(email: string, hearing: string) {
    const open = forms.get(`${hearing} ${email}`);
    if (open) return open;
    const isLink = (link: string) => new URL(link).pathname.startsWith(`/h/${hearing}.`);
    const invitation = await mailTo(catcher, email, ({ links }) => links.some(isLink), 'Invitationen');
    const client = createHttpClient(origin);
    const start = await client.get(new URL(invitation.links.find(isLink) ?? origin).pathname);
    const before = new Set((await catcher.mails(email)).map(({ id }) => id));
    const asking = start.form(/\/kode$/);
    if (asking === null) throw new HttpError('Linket i invitationen', 200, 'siden beder ikke om en kode');
    const typing = (await client.submit(asking)).form(/\/ind$/);
    const mail = await mailTo(
      catcher,
      email,
      ({ id, messageId }) => !before.has(id) && messageId.startsWith('<hearing-code-'),
      'Koden',
    );
    const [code] = /\b\d{6}\b/.exec(await catcher.text(mail.id)) ?? [];
    if (code === undefined || typing === null) throw new Error('Koden eller feltet til den mangler');
    const page = await client.submit(typing, { code });
    const form = page.form(/\/svar$/);
    if (form === null) throw new HttpError('Høringen', 200, 'siden har ingen formular');
    const opened = { client, page, form };
    forms.set(`${hearing} ${email}`, opened);
    return opened;
  }

  return {
    signedIn,
    goHome: () => browsers.clear(),
    async send(person, method, address, body, key) {
      return (await signedIn(person)).json(method, address, body, key);
    },
    async bringFile(person, item, name, bytes) {
      return FileRef.parse(await (await signedIn(person)).bring(`/api/v1/items/${item}/files`, name, bytes));
    },
    async draftRevision(person, item) {
      const page = await (await signedIn(person)).download(`/api/v1/items/${item}`);
      const { draft } = Draft.parse(JSON.parse(page.toString('utf8')));
      if (draft === null) throw new Error('Udkastet er væk');
      return draft.rev;
    },
    async sign(person, { meeting, protocol, reservation, refusal }) {
      // Whoever signs enters a code that is minutes old: somebody who has been signed in all day asks for a new one.
      browsers.delete(person);
      const client = await signedIn(person);
      if (reservation === null && refusal === null) {
        const page = await client.get(`/moeder/${meeting}/underskriv`);
        const form = page.form(/\/underskriv$/);
        if (form === null) throw new HttpError('Protokollen', 200, 'siden har ingen knap til at underskrive');
        await client.submit(form);
        return;
      }
      const body =
        refusal === null ? { type: 'sign', protocol, reservation } : { type: 'refuse', protocol, reason: refusal };
      await client.json('POST', `/api/v1/meetings/${meeting}/events`, body, `sign-${meeting}`);
    },
    openAnswer: async (email, hearing) => void (await answerForm(email, hearing)),
    async sendAnswer(email, hearing, { name, text }) {
      const { client, form } = await answerForm(email, hearing);
      await client.submit(form, { name, text });
      forms.delete(`${hearing} ${email}`);
    },
    async declineHearing(email, hearing) {
      const { client, page } = await answerForm(email, hearing);
      const form = page.form(/\/afslaa$/);
      if (form === null) throw new HttpError('Høringen', 200, 'siden har ingen knap til at lade være med at svare');
      await client.submit(form);
    },
    async keep(person, address, file) {
      await writeFileAtomic(file, await (await signedIn(person)).download(address));
    },
    async approveByMail(person, item) {
      const isLink = (link: string) => new URL(link).pathname.startsWith('/l/');
      const mail = await mailTo(
        catcher,
        emailOf(person),
        ({ links, messageId }) => messageId.startsWith(`<${item}.`) && links.some(isLink),
        'Anmodningen',
      );
      const link = new URL(mail.links.find(isLink) ?? origin).pathname;
      // On the phone the link is opened from the mail: somebody may be signed in there already, or not.
      const client = browsers.get(person) ?? createHttpClient(origin);
      let page = await client.get(link);
      if (page.form(/^\/log-ind$/) !== null) page = await signIn(client, person, page);
      browsers.set(person, client);
      const button = page.form(/\/godkend$/);
      if (button === null) throw new HttpError('Linket i mailen', 200, 'siden har ingen knap til at godkende');
      await client.submit(button);
    },
  };
}
