/** Carries out a mail effect: plans it at the moment of sending, renders, and hands each mail to the server. */
import type { Clock } from '#src/clock.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { SentMessage } from '#src/store/models/delivery.ts';
import type { KeyedMailEffect, PlanDeps } from './mail.ts';
import { messageIdOf } from './message-id.ts';
import { planMail } from './plan.ts';
import { type SendDeps, sendMail } from './send.ts';
import type { MailError } from './smtp-error.ts';

export interface DeliverDeps extends PlanDeps, SendDeps {
  clock: Clock;
  directory: DirectorySource;
  /** The right-hand side of every Message-ID. */
  mailDomain: string;
}

interface FailedMessage {
  messageId: string;
  to: string;
  error: MailError;
}

/**
 * What became of the effect. `messages` are the mails the server has taken on, those of earlier attempts included; a
 * non-empty `failures` means that somebody has not been mailed: try again unless every one of them is `permanent`.
 */
export type DeliveryReport = { void: string } | { messages: SentMessage[]; failures: FailedMessage[] };

const NOBODY: FailedMessage = {
  messageId: '',
  to: '',
  error: { kind: 'transient', code: 'NO-RECIPIENT', responseCode: null, reply: null },
};

/**
 * Sends what an effect asks for, one mail a recipient.
 * @param before the messages an earlier attempt got through; their recipients get nothing again
 * @param onSent called with each mail as soon as the server has it, and whether others follow: then it is for the caller to note it
 *   before the next, so that a crash forgets as little as possible
 * @returns a void with its reason when the request is no longer current; never throws for what a mail server does
 * @throws what the store throws, and Error when what the mail is about is missing
 */
export async function deliverMail(
  deps: DeliverDeps,
  effect: KeyedMailEffect,
  before: readonly SentMessage[] = [],
  onSent: (message: SentMessage, othersFollow: boolean) => Promise<void> = async () => {},
): Promise<DeliveryReport> {
  const now = await deps.clock.now();
  const plan = await planMail(deps, await deps.directory.current(), effect, now);
  if ('void' in plan) return plan;
  const messages = [...before];
  const failures: FailedMessage[] = plan.mails.length === 0 ? [NOBODY] : [];
  const left = plan.mails
    .map((mail) => ({ ...mail, messageId: messageIdOf(effect.key, mail.person.id, deps.mailDomain) }))
    .filter(({ messageId }) => !before.some((message) => message.messageId === messageId));
  for (const [place, { template, person, props, messageId }] of left.entries()) {
    const result = await sendMail(deps, { template, props, to: person.email, messageId, date: now });
    if (!result.accepted) {
      failures.push({ messageId, to: person.email, error: result.error });
      continue;
    }
    const message = { messageId, to: person.email, template, at: now };
    messages.push(message);
    await onSent(message, place + 1 < left.length);
  }
  return { messages, failures };
}
