/** The demo's people at their browsers: each signs in once a working day with a mailed code, and does what the step says. */
import { z } from 'zod';
import { type Catcher, mailTo } from './catcher.ts';
import type { Hands } from './steps.ts';
import { createVisitor, type Page, VisitError, type Visitor } from './visitor.ts';

const Draft = z.object({ draft: z.object({ rev: z.number() }).nullable() });

export interface People extends Hands {
  /** The browser of somebody who is signed in. */
  signedIn(person: string): Promise<Visitor>;
  /** A new working day: yesterday's sessions are not relied on. */
  goHome(): void;
}

/** @param emailOf the mail address of a person */
export function createPeople(parts: { origin: string; catcher: Catcher; emailOf(person: string): string }): People {
  const { origin, catcher, emailOf } = parts;
  const browsers = new Map<string, Visitor>();

  /** From a page that asks for it: type the address, read the mail, type the code. @returns the page gone on to */
  async function signIn(visitor: Visitor, person: string, page: Page): Promise<Page> {
    const email = emailOf(person);
    const asking = page.form(/^\/log-ind$/);
    if (asking === null) throw new Error(`${page.address.split('/')[1]}-siden beder ikke om at logge ind`);
    const before = new Set((await catcher.mails(email)).map(({ id }) => id));
    const next = await visitor.submit(asking, { email });
    const mail = await mailTo(
      catcher,
      email,
      ({ id, messageId }) => !before.has(id) && messageId.startsWith('<sign-in-'),
      'Koden',
    );
    const [code] = /\b\d{6}\b/.exec(await catcher.text(mail.id)) ?? [];
    const typing = next.form(/^\/log-ind\/kode$/);
    if (code === undefined || typing === null) throw new Error('Koden eller feltet til den mangler');
    return visitor.submit(typing, { code });
  }

  async function signedIn(person: string): Promise<Visitor> {
    const known = browsers.get(person);
    if (known) return known;
    const visitor = createVisitor(origin);
    await signIn(visitor, person, await visitor.get('/log-ind'));
    browsers.set(person, visitor);
    return visitor;
  }

  return {
    signedIn,
    goHome: () => browsers.clear(),
    async send(person, method, address, body, key) {
      return (await signedIn(person)).json(method, address, body, key);
    },
    async draftRevision(person, item) {
      const page = await (await signedIn(person)).download(`/api/v1/items/${item}`);
      const { draft } = Draft.parse(JSON.parse(page.toString('utf8')));
      if (draft === null) throw new Error('Udkastet er væk');
      return draft.rev;
    },
    async approveByMail(person) {
      const isLink = (link: string) => new URL(link).pathname.startsWith('/l/');
      const mail = await mailTo(catcher, emailOf(person), ({ links }) => links.some(isLink), 'Anmodningen');
      const link = new URL(mail.links.find(isLink) ?? origin).pathname;
      // On the phone the link is opened from the mail: somebody may be signed in there already, or not.
      const visitor = browsers.get(person) ?? createVisitor(origin);
      let page = await visitor.get(link);
      if (page.form(/^\/log-ind$/) !== null) page = await signIn(visitor, person, page);
      browsers.set(person, visitor);
      const button = page.form(/\/godkend$/);
      if (button === null) throw new VisitError('Linket i mailen', 200, 'siden har ingen knap til at godkende');
      await visitor.submit(button);
    },
  };
}
