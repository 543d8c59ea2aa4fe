/** The mails that a test's own service has sent, read from the mail catcher. */
import { services } from '../setup/database.ts';
import { until, type World } from './world.ts';

interface Captured {
  id: string;
  from: string;
}

/** Waits for mails to an address that say something. @returns their texts, the newest first; none where none came in time */
export async function capturedMails({ app }: Pick<World, 'app'>, to: string, says: string): Promise<string[]> {
  const { mailCatcherUrl } = services();
  const [, sender = app.config.MAIL_FROM] = /<(.+)>/.exec(app.config.MAIL_FROM) ?? [];
  const read = async <T>(path: string): Promise<T> => (await fetch(`${mailCatcherUrl}/api/mails${path}`)).json() as T;
  const texts = async () => {
    const mails = await read<Captured[]>(`?to=${to}`);
    const own = mails.filter(({ from }) => from.includes(sender));
    const each = await Promise.all(own.map(async ({ id }) => (await read<{ text: string }>(`/${id}`)).text));
    return each.filter((text) => text.includes(says));
  };
  return until(texts, (found) => found.length > 0, 800);
}
