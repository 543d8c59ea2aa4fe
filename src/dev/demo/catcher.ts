/** The demo's inbox: every mail as the mail server received it. */
import { z } from 'zod';
import { patientFetch } from './http-client.ts';

const Summary = z.object({
  id: z.string(),
  receivedAt: z.string(),
  messageId: z.string(),
  envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
  links: z.array(z.string()),
});
export type CaughtMail = z.infer<typeof Summary>;

export interface Catcher {
  /** All mails, or those to one address; newest first. */
  mails(to?: string): Promise<CaughtMail[]>;
  text(id: string): Promise<string>;
  /** The mail's source, byte for byte. */
  source(id: string): Promise<Buffer>;
}

/** @param url where the mail catcher shows what it caught; its functions throw Error when it answers with one */
export function createCatcher(url: string): Catcher {
  const get = async (path: string): Promise<Response> => {
    const answer = await patientFetch(new URL(path, url), {});
    if (!answer.ok) throw new Error(`Mailfangeren svarede ${answer.status} på ${path}`);
    return answer;
  };
  return {
    mails: async (to) =>
      z.array(Summary).parse(await (await get(`/api/mails${to ? `?to=${encodeURIComponent(to)}` : ''}`)).json()),
    text: async (id) => z.object({ text: z.string() }).parse(await (await get(`/api/mails/${id}`)).json()).text,
    source: async (id) => Buffer.from(await (await get(`/mails/${id}/raw`)).arrayBuffer()),
  };
}

/** How long a mail may be on its way, in milliseconds. */
const MAIL_LIMIT_MS = 30_000;

/** Waits for a mail to somebody. @throws Error when none comes */
export async function mailTo(
  catcher: Catcher,
  to: string,
  wanted: (mail: CaughtMail) => boolean,
  what: string,
): Promise<CaughtMail> {
  const until = Date.now() + MAIL_LIMIT_MS;
  for (;;) {
    const found = (await catcher.mails(to)).find(wanted);
    if (found) return found;
    if (Date.now() > until) throw new Error(`${what} til ${to} er ikke kommet`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
