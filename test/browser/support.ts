/** The whole service in one process on free ports, and people who use it in a real browser. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type App, createApp } from '#src/app/app.ts';
import { startWorker } from '#src/app/worker.ts';
import { readConfig } from '#src/config.ts';
import { DEMO_PEOPLE } from '#src/demo/people-data.ts';
import { seedPeople } from '#src/demo/people.ts';
import { createServer } from '#src/http/server.ts';
import { createMailer } from '#src/mail/mailer.ts';
import { connectStore } from '#src/store/connect.ts';
import { applyIndexes } from '#src/store/indexes.ts';

export interface Addresses {
  mongodbUri: string;
  redisUrl: string;
  smtpUrl: string;
  mailCatcherUrl: string;
}

export interface RunningService {
  url: string;
  app: App;
  mailCatcherUrl: string;
  /** Carries out what is committed, now. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** The port has to be known before the service is made, because links are built on it. */
async function freePort(): Promise<number> {
  const probe = createHttpServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** @param addresses an empty database, and the run's Redis and mail catcher */
export async function startService(addresses: Addresses, port?: number): Promise<RunningService> {
  const connection = await connectStore(addresses.mongodbUri);
  await applyIndexes(connection);
  await seedPeople({ connection, at: new Date() });
  await connection.close();
  const at = port ?? (await freePort());
  const url = `http://127.0.0.1:${at}`;
  const config = readConfig({
    NODE_ENV: 'test',
    MONGODB_URI: addresses.mongodbUri,
    REDIS_URL: addresses.redisUrl,
    SMTP_URL: addresses.smtpUrl,
    MAIL_CATCHER_URL: addresses.mailCatcherUrl,
    PORT: String(at),
    PUBLIC_URL: url,
    SERVER_KEY: randomBytes(32).toString('hex'),
    QUEUE_PREFIX: `test-${randomBytes(4).toString('hex')}`,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    DEMO: '1',
  });
  const app = await createApp(config);
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log: app.log });
  const http = createHttpServer(createServer(app, { mailer }));
  await new Promise<void>((resolve) => http.listen(at, '127.0.0.1', resolve));
  const worker = await startWorker(app);
  return {
    url,
    app,
    mailCatcherUrl: addresses.mailCatcherUrl,
    settle: () => worker.reconcileNow(),
    async stop() {
      await new Promise((resolve) => {
        http.close(resolve);
        http.closeAllConnections();
      });
      await worker.stop();
      await mailer.close(300);
      await app.close();
    },
  };
}

export interface OpenBrowser {
  context: BrowserContext;
  page: Page;
  close(): Promise<void>;
}

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser of its own: its own profile, its own session. */
export async function openBrowser(size = { width: 1280, height: 900 }, javaScriptEnabled = true): Promise<OpenBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sagsgang-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
    viewport: size,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    javaScriptEnabled,
    ...(size.width < 500 ? { hasTouch: true, isMobile: true } : {}),
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
  return {
    context,
    page,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

export const PHONE = { width: 390, height: 844 };

interface CaughtMail {
  id: string;
  subject: string;
  to: string[];
  links: string[];
}

/** The address of a demo person by name. */
export const emailOf = (name: string): string => {
  const found = DEMO_PEOPLE.find((person) => person.name === name);
  if (!found) throw new Error(`Nobody in the demo is called ${name}.`);
  return found.email;
};

export async function mailsTo({ mailCatcherUrl }: RunningService, email: string): Promise<CaughtMail[]> {
  const response = await fetch(`${mailCatcherUrl}/api/mails?to=${encodeURIComponent(email)}`);
  const body = (await response.json()) as CaughtMail[] | { mails: CaughtMail[] };
  return Array.isArray(body) ? body : body.mails;
}

/** Waits for the newest mail that passes; rejects after half a minute without one. */
export async function nextMail(
  service: RunningService,
  email: string,
  passes: (mail: CaughtMail) => boolean,
): Promise<CaughtMail & { text: string }> {
  for (let tries = 0; tries < 150; tries++) {
    const found = (await mailsTo(service, email)).find(passes);
    if (found) {
      const whole = await (await fetch(`${service.mailCatcherUrl}/api/mails/${found.id}`)).json();
      return { ...found, ...(whole as { text: string }) };
    }
    await service.settle();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No such mail to ${email}.`);
}

/** Presses something that mails a code, types the code, and is signed in. */
export async function signInBy(service: RunningService, page: Page, email: string, press: () => Promise<void>) {
  const before = new Set((await mailsTo(service, email)).map(({ id }) => id));
  await press();
  const isCode = ({ id, links }: CaughtMail) => !before.has(id) && !links.some((link) => link.includes('/l/'));
  const { text } = await nextMail(service, email, isCode);
  const code = /\b(\d{3}) ?(\d{3})\b/.exec(text);
  if (!code) throw new Error(`No code in the mail: ${text}`);
  await page.getByLabel('Kode', { exact: true }).fill(`${code[1]}${code[2]}`);
  await page.getByRole('button', { name: 'Log ind' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/log-ind'));
}

/** The newest approval link that somebody has been mailed. */
export async function approvalLink(service: RunningService, email: string): Promise<string> {
  const isLink = (link: string) => link.startsWith(`${service.url}/l/link-`);
  const mail = await nextMail(service, email, ({ links }) => links.some(isLink));
  return mail.links.find(isLink) ?? '';
}

export async function signIn(service: RunningService, page: Page, name: string): Promise<void> {
  await page.goto(`${service.url}/log-ind`);
  await page.getByLabel('Din e-mailadresse').fill(emailOf(name));
  await signInBy(service, page, emailOf(name), () => page.getByRole('button', { name: 'Send koden' }).click());
}

/** What axe finds on the page by WCAG 2.1 A and AA, as lines that say where. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}
