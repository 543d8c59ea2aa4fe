/** Writes one mail and hands it to the server. */
import type { Mailer, SendResult } from './mailer.ts';
import type { MailProps, MailTemplate } from './mails.ts';
import { renderMail } from './render.ts';

export interface SendDeps {
  mailer: Mailer;
  /** The municipality's name as people know it, printed in every mail. */
  municipality?: string | undefined;
}

/**
 * @param mail `messageId` as `messageIdOf` gives it, the same in every attempt; `date` what the mail says it was sent at
 * @returns what the server said; never throws for that
 * @throws ZodError when a prop is missing, unknown or malformed; nothing is sent then
 */
export function sendMail<Name extends MailTemplate>(
  { mailer, municipality }: SendDeps,
  mail: { template: Name; props: MailProps<Name>; to: string; messageId: string; date: Date },
): Promise<SendResult> {
  const { template, props, ...envelope } = mail;
  return mailer.send({ ...renderMail(template, props, municipality), ...envelope });
}
