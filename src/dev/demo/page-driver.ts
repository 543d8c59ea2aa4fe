/** What people do in the demo: pages opened, buttons pressed and requests sent, each in a browser of their own. */
import { z } from 'zod';
import { FileRef } from '#src/documents/file-ref.ts';
import { writeFileAtomic } from '../services/write-file-atomic.ts';
import { createBrowsers } from './browsers.ts';
import { type Catcher, mailTo } from './catcher.ts';
import { type HttpClient, HttpError } from './http-client.ts';
import { createPartyForms } from './party-forms.ts';
import type { PageDriver } from './steps.ts';

const Draft = z.object({ draft: z.object({ rev: z.number() }).nullable() });

export interface People extends PageDriver {
  /** The browser of somebody who is signed in. */
  signedIn(person: string): Promise<HttpClient>;
  /** A new working day: yesterday's sessions are not relied on. */
  goHome(): void;
}

/** @param emailOf the mail address of a person */
export function createPeople(deps: { origin: string; catcher: Catcher; emailOf(person: string): string }): People {
  const { origin, catcher, emailOf } = deps;
  const browsers = createBrowsers(deps);
  const forms = createPartyForms(deps);
  const { signedIn } = browsers;

  return {
    signedIn,
    goHome: () => browsers.forget(),
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
      browsers.forget(person);
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
    openAnswer: async (email, hearing) => void (await forms.open(email, hearing)),
    async sendAnswer(email, hearing, { name, text }) {
      const { client, form } = await forms.open(email, hearing);
      await client.submit(form, { name, text });
      forms.close(email, hearing);
    },
    async declineHearing(email, hearing) {
      const { client, page } = await forms.open(email, hearing);
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
      const { client, page } = await browsers.open(person, link);
      const button = page.form(/\/godkend$/);
      if (button === null) throw new HttpError('Linket i mailen', 200, 'siden har ingen knap til at godkende');
      await client.submit(button);
    },
  };
}
