/** People who use the whole service in a real browser. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { DEMO_PEOPLE } from '#src/dev/demo/people-data.ts';
import { createWorld, type World } from '../http/world.ts';
import { services } from '../setup/database.ts';

export interface OpenBrowser {
  context: BrowserContext;
  page: Page;
  /** What the browser complained of: refused scripts and styles, errors of our own. */
  complaints: string[];
  close(): Promise<void>;
}

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
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
export async function openBrowser(size = DESK, javaScriptEnabled = true): Promise<OpenBrowser> {
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
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** The address of a demo person by name. */
export const emailOf = (name: string): string => {
  const found = DEMO_PEOPLE.find((person) => person.name === name);
  if (!found) throw new Error(`Nobody in the demo is called ${name}.`);
  return found.email;
};

/** Presses something that mails a code, types the code, and is signed in. */
export async function signInBy(world: World, page: Page, email: string, press: () => Promise<void>): Promise<void> {
  const before = new Date();
  await press();
  await page.getByLabel('Kode', { exact: true }).fill(await world.codeFor(email, before));
  await page.getByRole('button', { name: 'Log ind' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/log-ind'));
}

export async function signIn(world: World, page: Page, name: string): Promise<void> {
  await page.goto(`${world.origin}/log-ind`);
  await page.getByLabel('Din e-mailadresse').fill(emailOf(name));
  await signInBy(world, page, emailOf(name), () => page.getByRole('button', { name: 'Send koden' }).click());
}

/** The service with a person of the demo signed in at a desk; both end with the file's tests. */
export async function personAtWork(name: string): Promise<{ world: World; desk: OpenBrowser }> {
  const world = await createWorld();
  // The last that is added goes first.
  afterAll(() => world.close());
  const desk = await openBrowser();
  afterAll(() => desk.close());
  await signIn(world, desk.page, name);
  return { world, desk };
}

/** The same with a case officer. */
export async function officerAtWork(): Promise<{ world: World; officer: OpenBrowser }> {
  const { world, desk: officer } = await personAtWork('Sofie Lykke Brandt');
  return { world, officer };
}

/** The approval link that somebody has been mailed about an item; waited for. */
export async function approvalLink(world: World, name: string, item: string): Promise<string> {
  const { mailCatcherUrl } = services();
  const links = world.app.connection.collection('links');
  for (let tries = 0; tries < 400; tries++) {
    const answer = await fetch(`${mailCatcherUrl}/api/mails?to=${encodeURIComponent(emailOf(name))}`);
    const mails = (await answer.json()) as { links: string[] }[];
    for (const link of mails.flatMap((mail) => mail.links)) {
      if (!link.startsWith(`${world.origin}/l/link-`)) continue;
      const id = /link-[0-9a-f]{40}/.exec(link)?.[0];
      if ((await links.findOne({ _id: id as never, item })) !== null) return link;
    }
    await wait(50);
  }
  throw new Error(`No approval link came to ${name}.`);
}

/**
 * Waits until everything that the page's elements say they own is there: pdf.js adds a page's structure before the links that
 * it speaks of. After five seconds axe says what is missing.
 */
const settled = (page: Page) =>
  page
    .waitForFunction(
      () =>
        [...document.querySelectorAll('[aria-owns]')]
          .flatMap((owner) => owner.getAttribute('aria-owns')?.split(' ') ?? [])
          .every((id) => document.getElementById(id) !== null),
      undefined,
      { timeout: 5000 },
    )
    .catch(() => undefined);

/** What axe finds on the page by WCAG 2.1 A and AA, as lines that say where. */
async function axeFindings(page: Page): Promise<string[]> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}

/**
 * Looks at a page as a critic would: axe finds nothing, and nothing is wider than the window. Takes a picture into the folder
 * that PICTURES names, if it does.
 */
export async function look(page: Page, name: string): Promise<{ axe: string[]; wider: number }> {
  const folder = process.env.PICTURES;
  if (folder) {
    await mkdir(folder, { recursive: true });
    // A hidden caret would be an inline style, of which the browser complains to the test.
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, caret: 'initial' });
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return { axe: await axeFindings(page), wider };
}

export const FLAWLESS = { axe: [], wider: 0 };

/** The same at a desk and on a phone; the window is a desk's again afterwards. */
export async function lookAtBothWidths(page: Page, name: string): Promise<Awaited<ReturnType<typeof look>>[]> {
  const found = [await look(page, `${name}-1280`)];
  await page.setViewportSize(PHONE);
  found.push(await look(page, `${name}-390`));
  await page.setViewportSize(DESK);
  return found;
}
export const BOTH_FLAWLESS = [FLAWLESS, FLAWLESS];

/** A new item of whoever is signed in, with its editor open. */
export async function newItem(world: World, page: Page, type: 'decision' | 'orientation'): Promise<string> {
  const item = await page.evaluate(async (type) => {
    const response = await fetch('/api/v1/items', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type }),
    });
    return (await response.json()).stream as string;
  }, type);
  await page.goto(`${world.origin}/punkter/${item}/rediger`);
  await page.locator('.rich-editable').first().waitFor();
  return item;
}
