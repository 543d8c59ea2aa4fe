/** The code in a mail that comes after something was asked for. */
import { type Catcher, mailTo } from './catcher.ts';

/**
 * @param ask what makes the service send the code
 * @param prefix the beginning of the mail's Message-ID, so that another mail is not taken for it
 * @returns what `ask` answered, and the six digits; null where the mail has none
 */
export async function codeAfter<Answer>(
  catcher: Catcher,
  email: string,
  prefix: string,
  ask: () => Promise<Answer>,
): Promise<{ answer: Answer; code: string | null }> {
  const before = new Set((await catcher.mails(email)).map(({ id }) => id));
  const answer = await ask();
  const mail = await mailTo(
    catcher,
    email,
    ({ id, messageId }) => !before.has(id) && messageId.startsWith(prefix),
    'Koden',
  );
  const [code = null] = /\b\d{6}\b/.exec(await catcher.text(mail.id)) ?? [];
  return { answer, code };
}
