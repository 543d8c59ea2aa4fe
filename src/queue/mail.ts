/**
 * The queue `mail`: mails that transitions ask for. Sign-in, hearing and signature codes are no jobs: a code is a secret that is
 * stored nowhere in the clear, so the web process that made it sends it at once, ahead of everything that waits here.
 */
import type { MailEffect } from '#machines/effects.ts';
import type { DeliveryReport } from '#src/mail/deliver.ts';
import { type MailTemplate, priorityOf } from '#src/mail/mails.ts';
import type { Collections } from '#src/store/collections.ts';
import { noteMessage } from '#src/store/ledger.ts';
import type { Delivery, SentMessage } from '#src/store/models/delivery.ts';
import type { Acted } from './deliver.ts';

export type SendMail = (
  effect: MailEffect & { key: string },
  /** The mails of earlier tries. */
  before: readonly SentMessage[],
  /** Called with each mail as soon as the server has it. */
  onSent: (message: SentMessage, othersFollow: boolean) => Promise<void>,
) => Promise<DeliveryReport>;

/** BullMQ's priority of a mail: no priority goes before every priority, so reminders wait behind what has just happened. */
export const jobPriority = (template: MailTemplate): number | undefined =>
  priorityOf(template) === 'reminder' ? 1 : undefined;

/** BullMQ's limiter for so many mails a minute, spread evenly rather than all at the minute's beginning. */
export const limiterFor = (perMinute: number): { max: number; duration: number } =>
  perMinute >= 60
    ? { max: Math.floor(perMinute / 60), duration: 1_000 }
    : { max: 1, duration: Math.ceil(60_000 / perMinute) };

/** @param onSent called with each mail that the server took in this try */
export async function sendLedgerMail(
  deps: { collections: Pick<Collections, 'deliveries'>; sendMail: SendMail },
  { effect, messages }: Delivery,
  onSent: () => void = () => {},
): Promise<Acted> {
  if (effect.kind !== 'mail') throw new Error(`${effect.kind} is no mail`);
  const report = await deps.sendMail(effect, messages, async (message, othersFollow) => {
    onSent();
    // The last one is written down at once with what became of the row.
    if (othersFollow) await noteMessage(deps.collections, effect.key, message);
  });
  return mailOutcome(report);
}

/** Some recipients may have got theirs: they are kept, and another try is for the rest alone. */
export function mailOutcome(report: DeliveryReport): Acted {
  if ('void' in report) return { kind: 'void', reason: report.void };
  const { messages, failures } = report;
  if (failures.length === 0) return { kind: 'done', messages };
  const reason = failures.map(({ error }) => `${error.kind}: ${error.responseCode ?? error.code ?? '?'}`).join('; ');
  const final = failures.every(({ error }) => error.kind === 'permanent');
  return final ? { kind: 'failed', reason, messages } : { kind: 'retry', reason, messages, failure: 'relay' };
}
