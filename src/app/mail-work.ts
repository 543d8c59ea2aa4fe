/** The work of the queue `mail`. Its templates are not loaded where another queue is worked for. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { municipalityOf } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createLinkStore } from '#src/links/link-store.ts';
import { deliverMail } from '#src/mail/deliver.ts';
import { createMailReader } from '#src/mail/mail-reader.ts';
import { createMailer, type Mailer } from '#src/mail/mailer.ts';
import { limiterFor, sendLedgerMail } from '#src/queue/mail.ts';
import type { OwnWork } from '#src/queue/run-worker.ts';
import { type Rests, type RowAct, rowWork } from './row-work.ts';

/** The mails of all workers together keep to what the relay takes. */
export function mailWork(app: App): OwnWork & { close(): Promise<void> } {
  const { collections, config, log, queues } = app;
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
  const limiter = limiterFor(config.MAIL_PER_MINUTE);
  const msPerMail = limiter.duration / limiter.max;
  const deps = mailDepsOf(app, mailer);
  const act: RowAct = (row, onSent) =>
    sendLedgerMail(
      { collections, sendMail: (effect, before, onEach) => deliverMail(deps, effect, before, onEach) },
      row,
      onSent,
    );
  const rests: Rests = {
    // BullMQ counts jobs: after one to many, all workers rest for as long as the others of its mails would have taken.
    async afterJob(sent) {
      if (sent <= 1) return;
      await restAll(() => queues.queue('mail'), (sent - 1) * msPerMail).catch(() => undefined);
    },
    afterRow: (sent) => pause(sent * msPerMail),
  };
  return { ...rowWork(app, 'mail', act, rests), options: { limiter }, close: () => mailer.close() };
}

/** Keeps every worker of a queue from its next job for so many milliseconds more. @throws when Redis does not answer */
async function restAll(find: () => Queue, ms: number): Promise<void> {
  const queue = find();
  const left = await queue.getRateLimitTtl();
  await queue.rateLimit(Math.ceil(Math.max(left, 0) + ms));
}

const mailDepsOf = (app: App, mailer: Mailer) => {
  const { collections, config } = app;
  return {
    clock: app.clock,
    directory: app.directory,
    mailer,
    mailDomain: config.MAIL_DOMAIN,
    links: createLinkStore(app.connection),
    serverKey: config.SERVER_KEY,
    publicUrl: config.PUBLIC_URL,
    reader: createMailReader(collections, app.contents),
    municipality: municipalityOf(config),
  };
};
