/** The whole service over HTTP on real parts: store, Redis, mail, a web server and a worker, in one process. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import request from 'supertest';
import { startWorker } from '#src/app/worker.ts';
import type { Clock } from '#src/clock.ts';
import { ConfigSchema } from '#src/config.ts';
import { createApp } from '#src/create-app.ts';
import { seedPeople } from '#src/dev/demo/people.ts';
import { createServer } from '#src/http/server.ts';
import { applyIndexes } from '#src/indexes.ts';
import { createMailer } from '#src/mail/mailer.ts';
import type { QueueName } from '#src/queue/queues.ts';
import { connectStore } from '#src/store/connect.ts';
import { freshDatabase, freshPrefix, services } from '../setup/database.ts';
import { watchApi } from './api-watch.ts';

/** The demo's council sits in 2023: time runs as everywhere, from there. */
const STARTED = Date.now();
export const demoTime = { now: async () => new Date(Date.parse('2023-11-20T08:00:00Z') + Date.now() - STARTED) };

/** The address of one of the demo people. */
export const address = (name: string): string => `${name}@norddjurs.example`;

export type World = Awaited<ReturnType<typeof createWorld>>;
export type Browser = Awaited<ReturnType<World['signIn']>>;

/** @param given another clock, or none for the one that the service has by itself; the queues that are worked at, or all */
export async function createWorld(
  settings: Record<string, string> = {},
  { queues, ...given }: { clock?: Clock; queues?: QueueName[] } = { clock: demoTime },
) {
  const database = await freshDatabase();
  const connection = await connectStore(database.uri);
  await applyIndexes(connection);
  await seedPeople({ connection, at: new Date() });
  await connection.close();

  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const http = createHttpServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as { port: number };
  const origin = `http://127.0.0.1:${port}`;
  const { redisUrl, smtpUrl, mailCatcherUrl } = services();
  // Test files share a mail server: each knows its own mails by their sender.
  const sender = `${database.name}@sagsgang.example`;
  const config = ConfigSchema.parse({
    NODE_ENV: 'test',
    MONGODB_URI: database.uri,
    REDIS_URL: redisUrl,
    SMTP_URL: smtpUrl,
    PUBLIC_URL: origin,
    SERVER_KEY: 'ab'.repeat(32),
    QUEUE_PREFIX: freshPrefix().replace('_', '-'),
    MAIL_FROM: `Sagsgang <${sender}>`,
    DEMO: '1',
    ...(mailCatcherUrl ? { MAIL_CATCHER_URL: mailCatcherUrl } : {}),
    ...settings,
  });
  const app = await createApp(config, { log, ...given });
  const worker = await startWorker(app, queues);
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
  const api = watchApi();
  http.on('request', api.watch);
  const server = createServer(app, { mailer });
  http.on('request', server);

  const agent = () => request.agent(http).set('Origin', origin);

  /** The code in the newest mail to an address; the mail goes out after the reply, so it is waited for. */
  async function codeFor(email: string, after: Date): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      const mails = (await (await fetch(`${mailCatcherUrl}/api/mails?to=${email}`)).json()) as {
        id: string;
        receivedAt: string;
        from: string;
      }[];
      for (const mail of mails.filter((one) => one.from.includes(sender) && new Date(one.receivedAt) >= after)) {
        const { text } = (await (await fetch(`${mailCatcherUrl}/api/mails/${mail.id}`)).json()) as { text: string };
        const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1];
        if (code) return code;
      }
      await wait(25);
    }
    throw new Error(`no code came to ${email}`);
  }

  /** A browser in which somebody is signed in, through the pages, by a mailed code. */
  async function signIn(email: string) {
    const browser = agent();
    const before = new Date();
    const page = await browser.post('/log-ind').type('form').send({ email, videre: '/punkter' }).expect(200);
    const asked = /name="request" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const code = await codeFor(email, before);
    await browser.post('/log-ind/kode').type('form').send({ request: asked, code, videre: '/punkter' }).expect(303);
    return browser;
  }

  let knownApprover: ReturnType<typeof signIn> | undefined;

  return {
    app,
    /** The express application. */
    server,
    origin,
    /** The head of finance, who approves what `approvedItem` sends; signed in once. */
    approver: () => {
      knownApprover ??= signIn(address('bettina.andersen'));
      return knownApprover;
    },
    logged,
    /** Operations of the API that have been answered as they are described. */
    answered: api.answered,
    agent,
    codeFor,
    signIn,
    async close() {
      await worker.stop();
      await mailer.close();
      http.closeAllConnections();
      http.close();
      await app.close();
      await database.drop();
      if (api.faults.length > 0)
        throw new Error(`The API did not answer as it says:\n${[...new Set(api.faults)].join('\n')}`);
    },
  };
}

/** Asks again until the answer is as hoped for: signals between item and meeting take a moment. */
export async function until<T>(ask: () => Promise<T>, hoped: (answer: T) => boolean, most = 200): Promise<T> {
  let answer = await ask();
  for (let tries = 0; tries < most && !hoped(answer); tries++) {
    await wait(25);
    answer = await ask();
  }
  return answer;
}

/** What an officer writes of a decision. @param said takes the place of what it says otherwise */
export const decisionText = (words: string, said: Record<string, unknown> = {}) => ({
  type: 'decision',
  openness: 'open',
  caseNumber: '23/9260',
  sections: [
    {
      heading: 'Sagsfremstilling',
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] },
    },
  ],
  bilag: [],
  ...said,
});

/** Saves the draft of an item that has just been made, and sends it off. */
export async function sendOff(
  officer: Browser,
  item: string,
  draft: { content: object; plan: object[] },
): Promise<void> {
  const saved = await officer.put(`/api/v1/items/${item}/draft`).send({ rev: 1, draft }).expect(200);
  await officer.post(`/api/v1/items/${item}/events`).send({ type: 'submit', rev: saved.body.rev }).expect(200);
}

/** A submitted item, approved by the whole of its ladder, that waits for its first organ. */
export async function approvedItem(
  world: World,
  officer: Browser,
  title: string,
  organs: { organ: string; role: string }[],
  more: Record<string, unknown> = {},
) {
  const created = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = created.body.stream;
  await sendOff(officer, item, {
    content: decisionText('Sagen kort fortalt.', {
      title,
      printedRoute: 'ØK',
      recommendation: { lead: 'Kommunaldirektøren indstiller,', clauses: ['planen drøftes og godkendes.'] },
      ...more,
    }),
    plan: [{ kind: 'approval', office: 'office-oekonomichef' }, ...organs.map((step) => ({ kind: 'organ', ...step }))],
  });
  const approver = await world.approver();
  const { body } = await approver.get(`/api/v1/items/${item}`).expect(200);
  const { context } = body;
  await approver
    .post(`/api/v1/items/${item}/events`)
    .send({ type: 'approve', step: context.route[0].id, round: context.round, version: context.version.hash })
    .expect(200);
  // Lists follow behind in bulk: whoever looks next finds the item where it is.
  await world.app.relay.flush();
  return item;
}
