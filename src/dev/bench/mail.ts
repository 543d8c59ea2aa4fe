/**
 * What a mail costs: ten thousand through ledger, queue and SMTP, each claimed, planned anew, rendered, sent, noted and closed by a
 * worker of its own process, as a ratio to a bare nodemailer pool that writes and sends as many mails of the same text to the same
 * server.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { trusted } from 'mongoose';
import { createTransport } from 'nodemailer';
import type { Effect } from '#machines/effects.ts';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { driverOf } from '#src/model.ts';
import { jobFor } from '#src/queue/queues.ts';
import { newDelivery } from '#src/store/ledger.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { seedPeople } from '../demo/people.ts';
import { copyStreams, typicalStream } from './copies.ts';
import { type Figure, median } from './figures.ts';
import { emptyStore, openApp } from './items.ts';
import { startMailSink } from './mail/start-sink.ts';
import { startBenchWorker } from './packet/processes.ts';

type Say = (line: string) => void;

const MAILS = 10_000;
const WARM = 1_000;
const PAIRS = 3;
const CHUNK = 1_000;
const LOOK_MS = 50;
/** As many as the service keeps to its relay. */
const CONNECTIONS = 3;
/** No relay is to be spared here. */
const PER_MINUTE = 60_000;

/** @param config names the store and the queue to use; its mail server is not used @param mails in each run */
export async function benchMail(config: Config, say: Say, mails = MAILS): Promise<Figure[]> {
  const sink = await startMailSink();
  const own = { ...config, SMTP_URL: sink.url, MAIL_PER_MINUTE: PER_MINUTE };
  await emptyStore(own);
  const app = await openApp(own);
  try {
    await seedPeople({ connection: app.connection, at: new Date() });
    const template = await typicalStream(app);
    const worker = await startBenchWorker(app, 'mail');
    try {
      await throughLedger(app, template, 'warm-', WARM);
      await bare(sink.url, await sink.last(), WARM);
      const runs: { own: number; bare: number }[] = [];
      for (let pair = 1; pair <= PAIRS; pair++) {
        const run = {
          own: await throughLedger(app, template, `r${pair}-`, mails),
          bare: await bare(sink.url, await sink.last(), mails),
        };
        runs.push(run);
        say(
          `mail ${pair}/${PAIRS}: ${run.own.toFixed(0)}/s of ${run.bare.toFixed(0)}/s = ${(run.own / run.bare).toFixed(2)}`,
        );
      }
      return [
        {
          name: 'mail',
          value: median(runs.map((run) => run.own)),
          unit: 'mails/s',
          baseline: `a bare pool of ${CONNECTIONS} connections: ${median(runs.map((run) => run.bare)).toFixed(0)}/s`,
          ratio: median(runs.map((run) => run.own / run.bare)),
        },
      ];
    } finally {
      await worker.stop();
    }
  } finally {
    await app.connection.dropDatabase();
    await app.close();
    await sink.stop();
  }
}

/**
 * Mails a second, from the first row entered until the last is closed: each about an item of its own, whose approval it asks for.
 * @param name of the run: its items are its own
 */
async function throughLedger(app: App, template: readonly TransitionRecord[], name: string, count: number) {
  const { deliveries } = app.collections;
  const items = await copyStreams(app, template, name, count);
  const asking = template.findLast(({ effects }) => effects.some(({ kind }) => kind === 'mail'));
  const [effect] = asking?.effects.filter(({ kind }) => kind === 'mail') ?? [];
  if (asking === undefined || effect === undefined) throw new Error('The item asks for no mail.');
  const startedAt = performance.now();
  for (let start = 0; start < count; start += CHUNK) {
    const own = items.slice(start, start + CHUNK).map((stream) => ({
      stream,
      effect: JSON.parse(JSON.stringify(effect).replaceAll(asking.stream, stream)) as Effect,
    }));
    const rows = own.map((each) => newDelivery(each.effect, { stream: each.stream, seq: asking.seq }, new Date()));
    await driverOf(deliveries).insertMany(rows);
    await app.queues.add(own.map((each) => jobFor(each.effect)));
  }
  while ((await deliveries.exists({ state: 'open' })) !== null) await pause(LOOK_MS);
  const seconds = (performance.now() - startedAt) / 1_000;
  const sent = await deliveries.countDocuments({
    state: 'done',
    stream: trusted({ $in: items }),
    'messages.0': trusted({ $exists: true }),
  });
  if (sent < count) throw new Error(`${sent} of ${count} mails have gone out.`);
  return count / seconds;
}

/** Mails a second by a pool as nodemailer's manual shows it. @param raw a mail as the server got it: what is sent says the same */
async function bare(url: string, raw: Buffer, count: number): Promise<number> {
  const { subject = '', text = '', html } = await simpleParser(raw);
  const mail = { from: 'sagsgang@example.dk', to: 'chef@example.dk', subject, text, html: html || '' };
  const transport = createTransport({ pool: true, url, maxConnections: CONNECTIONS });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: count }, () => transport.sendMail(mail)));
  const seconds = (performance.now() - startedAt) / 1_000;
  transport.close();
  return count / seconds;
}
