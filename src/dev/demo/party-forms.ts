/** The answer forms that parties of hearings have open. */
import { type Catcher, mailTo } from './catcher.ts';
import type { PageForm } from './html-forms.ts';
import { createHttpClient, type HttpClient, HttpError, type Page } from './http-client.ts';
import { codeAfter } from './mailed-code.ts';

interface OpenForm {
  client: HttpClient;
  page: Page;
  form: PageForm;
}

export interface PartyForms {
  /** Behind the link of a party's invitation: a code to its address, and the form. One that is open stays open. */
  open(email: string, hearing: string): Promise<OpenForm>;
  close(email: string, hearing: string): void;
}

export function createPartyForms({ origin, catcher }: { origin: string; catcher: Catcher }): PartyForms {
  const forms = new Map<string, OpenForm>();

  async function openBehindLink(email: string, hearing: string): Promise<OpenForm> {
    const isLink = (link: string) => new URL(link).pathname.startsWith(`/h/${hearing}.`);
    const invitation = await mailTo(catcher, email, ({ links }) => links.some(isLink), 'Invitationen');
    const client = createHttpClient(origin);
    const first = await client.get(new URL(invitation.links.find(isLink) ?? origin).pathname);
    const asking = first.form(/\/kode$/);
    if (asking === null) throw new HttpError('Linket i invitationen', 200, 'siden beder ikke om en kode');
    const { answer, code } = await codeAfter(catcher, email, '<hearing-code-', () => client.submit(asking));
    const typing = answer.form(/\/ind$/);
    if (code === null || typing === null) throw new Error('Koden eller feltet til den mangler');
    const page = await client.submit(typing, { code });
    const form = page.form(/\/svar$/);
    if (form === null) throw new HttpError('Høringen', 200, 'siden har ingen formular');
    return { client, page, form };
  }

  return {
    async open(email, hearing) {
      const key = `${hearing} ${email}`;
      const opened = forms.get(key) ?? (await openBehindLink(email, hearing));
      forms.set(key, opened);
      return opened;
    },
    close: (email, hearing) => void forms.delete(`${hearing} ${email}`),
  };
}
