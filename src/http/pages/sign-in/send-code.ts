/** The mail with a sign-in code: sent at once and by this process, because somebody is waiting for it. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { CodeMailResult } from '#src/auth/code-mail.ts';
import type { SignInCodeMail } from '#src/auth/request-code.ts';
import { municipalityOf } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { contactOf } from '#src/mail/contact.ts';
import type { Mailer, SendResult } from '#src/mail/mailer.ts';
import { messageIdOf } from '#src/mail/message-id.ts';
import { sendMail } from '#src/mail/send.ts';

/**
 * @param template what the code is for
 * @returns a sender that makes one attempt
 */
export function codeMailSender(
  { config, clock }: Pick<App, 'config' | 'clock'>,
  mailer: Mailer,
  template: 'sign-in-code' | 'signature-code',
) {
  return async ({ to, person, code, minutes, mailId }: SignInCodeMail): Promise<CodeMailResult> => {
    const messageId = messageIdOf(mailId, person, config.MAIL_DOMAIN);
    const mail = { template, props: { code, minutes }, to, messageId, date: await clock.now() };
    return resultOf(await sendMail({ mailer, municipality: municipalityOf(config) }, mail));
  };
}

export interface PartyCodeMail {
  to: string;
  party: string;
  code: string;
  minutes: number;
  /** A harmless part of its Message-ID. */
  mailId: string;
  /** Who has the item that is heard: whom the party may call. */
  item: Pick<ItemContext, 'owner' | 'coAuthors'>;
}

/** What the text was of may have arrived all the same: it is sent again with its Message-ID. */
const resultOf = (result: SendResult): CodeMailResult =>
  result.accepted ? 'taken' : result.error.kind === 'permanent' ? 'never' : 'later';

/** @returns a sender of codes for parties to a hearing; it makes one attempt */
export function partyCodeSender(
  { config, clock, directory }: Pick<App, 'config' | 'clock' | 'directory'>,
  mailer: Mailer,
) {
  return async ({ to, party, code, minutes, mailId, item }: PartyCodeMail): Promise<CodeMailResult> => {
    const messageId = messageIdOf(`hearing-code-${mailId}`, party, config.MAIL_DOMAIN);
    const date = await clock.now();
    const mail = {
      template: 'hearing-code' as const,
      props: { code, minutes, contact: contactOf(await directory.current(), item, date) },
      to,
      messageId,
      date,
    };
    return resultOf(await sendMail({ mailer, municipality: municipalityOf(config) }, mail));
  };
}
