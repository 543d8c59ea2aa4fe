/** A worker process: answers the doorbell, and keeps the timer that makes the bell dispensable. */
import { municipalityOf } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createLinkStore } from '#src/links/link-store.ts';
import { deliverMail } from '#src/mail/deliver.ts';
import { createMailReader } from '#src/mail/mail-reader.ts';
import { createMailer } from '#src/mail/mailer.ts';
import { deliver } from '#src/queue/deliver.ts';
import { type Answering, answerDoorbell } from '#src/queue/doorbell.ts';
import { mailOutcome } from '#src/queue/mail-outcome.ts';
import { startReconciling } from '#src/queue/reconcile.ts';
import { startSweeping } from '#src/queue/sweep-deadlines.ts';

export interface RunningWorker {
  /** One round of the timer's chores, now: the demo's driver and tests do not wait for it. */
  reconcileNow(): Promise<void>;
  /** Tells the deadlines that are due, now. */
  sweepNow(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts answering. Where Redis does not answer yet, the timer delivers by itself until it does. */
export async function startWorker(app: App): Promise<RunningWorker> {
  const { collections, config, log } = app;
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
  const mailParts = {
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
  const deliverHere = (key: string) =>
    deliver(
      {
        collections,
        commit: app.commit,
        sendMail: async (effect, before, onSent) => mailOutcome(await deliverMail(mailParts, effect, before, onSent)),
      },
      key,
    );
  const onError = (error: unknown) => log.warn({ err: error }, 'worker');
  const queue = { redisUrl: config.REDIS_URL, prefix: config.QUEUE_PREFIX, onError };
  let answering: Answering | null = null;
  const starting = answerDoorbell(queue, deliverHere).then((started) => {
    answering = started;
  });
  starting.catch((error: unknown) => log.error({ err: error }, 'the bell is not answered'));
  const reconciling = startReconciling({
    collections,
    relay: app.relay,
    // A bell that nobody here answers is no bell: Redis may be refused for its settings, and then the timer does the work.
    ring: async (keys) => {
      if (answering === null) throw new Error('This process does not answer the bell.');
      await app.doorbell.ring(keys);
    },
    deliverHere,
    holder: app.processId,
    onError,
  });
  const sweeping = startSweeping({
    collections,
    commit: app.commit,
    clock: app.clock,
    onError,
    everyMs: config.DEADLINE_SWEEP_SECONDS * 1_000,
  });
  return {
    reconcileNow: () => reconciling.runNow(),
    sweepNow: () => sweeping.runNow(),
    async stop() {
      await sweeping.stop();
      await reconciling.stop();
      await answering?.close();
      await mailer.close();
    },
  };
}
