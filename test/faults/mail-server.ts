/** The mail catcher as the faults use it: how it is to misbehave, and what it has received. */
import { receivedMails, type World } from './world.ts';

/** How the catcher answers the next `times` mails: "accept", "transient", "drop", "hang" or "late". */
export const behave = ({ services }: World, answer: string, times: number): Promise<Response> =>
  fetch(`${services.mailCatcherUrl}/api/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answer, times }),
  });

/** How often the mail of a ledger row was received: a Message-ID begins with the key of its effect. */
export const copiesOf = async (world: World, key: string): Promise<number> =>
  (await receivedMails(world)).filter(({ messageId }) => messageId.startsWith(`<${key}.`)).length;
