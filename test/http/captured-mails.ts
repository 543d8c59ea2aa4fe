/** The mails that a test's own service has sent, read from the mail catcher. */
import { services } from '../setup/database.ts';
import { until, type World } from './world.ts';

interface Captured {
  id: string;
  from: string;
}

const read = async <T>(path: string): Promise<T> =>
  (await fetch(`${services().mailCatcherUrl}/api/mails${path}`)).json() as T;

async function own({ app }: Pick<World, 'app'>, to: string): Promise<Captured[]> {
  const [, sender = app.config.MAIL_FROM] = /<(.+)>/.exec(app.config.MAIL_FROM) ?? [];
  return (await read<Captured[]>(`?to=${encodeURIComponent(to)}`)).filter(({ from }) => from.includes(sender));
}

/** How many mails have come to an address. */
export const countMails = async (world: Pick<World, 'app'>, to: string): Promise<number> =>
  (await own(world, to)).length;

/** Waits for mails to an address that say something. @returns their texts, the newest first; none where none came in time */
export async function capturedMails(world: Pick<World, 'app'>, to: string, says: string): Promise<string[]> {
  const texts = async () => {
    const mails = await own(world, to);
    const each = await Promise.all(mails.map(async ({ id }) => (await read<{ text: string }>(`/${id}`)).text));
    return each.filter((text) => text.includes(says));
  };
  return until(texts, (found) => found.length > 0, 800);
}
