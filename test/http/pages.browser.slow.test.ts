/** Every page of the shell in a real browser: axe finds nothing, nothing is wider than a phone, no script is refused. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, approvedItem, createWorld, type World } from './world.ts';

const WIDTHS = process.env.PICTURES ? [1280, 390, 360] : [1280, 360];
/** Where pictures go, for whoever wants to look at the pages; none are taken without it. */
const PICTURES = process.env.PICTURES;

let world: World;
let browser: Awaited<ReturnType<typeof chromium.launch>>;
const meetings: Record<string, string> = {};
const contexts = new Map<string, BrowserContext>();

/** A browser window in which one of the demo's people has signed in by pressing the buttons. */
async function windowOf(person: string): Promise<Page> {
  let context = contexts.get(person);
  if (!context) {
    context = await browser.newContext({ locale: 'da-DK' });
    contexts.set(person, context);
    const page = await context.newPage();
    const before = new Date();
    await page.goto(`${world.origin}/log-ind`);
    await page.getByLabel('Din e-mailadresse').fill(address(person));
    await page.getByRole('button', { name: 'Send koden' }).click();
    await page.getByLabel('Kode').fill(await world.codeFor(address(person), before));
    await page.getByRole('button', { name: 'Log ind' }).click();
    await page.waitForURL(`${world.origin}/`);
    return page;
  }
  return context.newPage();
}

async function look(page: Page, path: string, name: string): Promise<void> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${world.origin}${path}`);
    // What is folded away has to stand up as well.
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    if (PICTURES) {
      await mkdir(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
    }
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([path, width, wider]).toEqual([path, width, 0]);
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
}

beforeAll(async () => {
  world = await createWorld();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const officer = await world.signIn(address('sofie.brandt'));
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  const organs = [
    { organ: 'organ-oek', role: 'recommending' },
    { organ: 'organ-kb', role: 'deciding' },
  ];
  await officer.post('/api/v1/items').send({ type: 'orientation' });
  const titles = [
    'Udmøntningsplan 2024-2027',
    'Anlægsbevilling til renovering af Kystvejens Skole og udbygning af den tilhørende skolefritidsordning',
    'Budgetopfølgning pr. 31. oktober 2023',
    'Ny cykelsti mellem Glesborg og Fjellerup',
  ];
  const items: string[] = [];
  for (const title of titles) items.push(await approvedItem(world, officer, title, organs));
  const plan = async (name: string, date: string) => {
    const planned = await secretary.post('/api/v1/meetings').send({ organ: 'organ-oek', date, startsAt: '13:00' });
    meetings[name] = planned.body.stream;
  };
  await plan('collecting', '2023-12-19');
  await plan('session', '2023-12-05');
  const form = (path: string, fields: object = {}) =>
    secretary.post(`/moeder/${meetings.session}/${path}`).type('form').send(stringify(fields)).expect(303);
  for (const item of items.slice(0, 3)) await form('saet-paa', { item });
  await form('laas');
  await form('udsend', {
    lateReason: 'Regnskabstallene kom først i dag, og fristen til Landsbyggefonden udløber inden næste møde.',
  });
  await form('begynd');
  await form('beslutning', { item: items[0], outcomes: [{ code: 'TILTRAADT' }], excused: ['Anders Kjærgaard (A)'] });
  await form('udgaar', { item: items[2], reason: 'Materialet var ikke fuldstændigt.' });
  const hearings = await hearingsOver(world);
  await hearings.open('general');
  const { hearing } = await hearings.open('general', { from: 1 });
  await world.app.relay.flush();
  // Nobody was there to tell it in time.
  await world.app.collections.deadlines.updateOne(
    { _id: `${hearing}-opens-1` },
    { $set: { dueAt: new Date('2023-11-20T05:00:00Z') } },
  );
  await sweepDeadlines(world.app);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

describe('pages stand up to axe, to a phone, and to our own content policy', () => {
  it('signing in', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await look(page, '/log-ind', 'log-ind');
  });
  it.each([
    ['sofie.brandt', '/', 'opgaver-sagsbehandler'],
    ['sofie.brandt', '/mig', 'mig'],
    ['bettina.andersen', '/', 'opgaver-godkender'],
    ['jonas.mikkelsen', '/', 'opgaver-sekretariat'],
    ['jonas.mikkelsen', '/frister', 'frister'],
    ['ivan.winther', '/', 'opgaver-medlem'],
    ['karin.storgaard', '/', 'opgaver-admin'],
    ['jonas.mikkelsen', '/punkter', 'punkter'],
    ['jonas.mikkelsen', '/punkter?q=findes-ikke', 'punkter-ingen'],
    ['jonas.mikkelsen', '/punkter?q=sag&from=2001-01-01', 'punkter-fundet'],
    ['jonas.mikkelsen', '/moeder', 'moeder'],
    ['jonas.mikkelsen', '/moeder/nyt', 'moede-nyt'],
    ['karin.storgaard', '/drift', 'drift'],
  ])('%s at %s', async (person, path, name) => {
    await look(await windowOf(person), path, name);
  });
  it.each([
    ['jonas.mikkelsen', 'collecting'],
    ['jonas.mikkelsen', 'session'],
    ['ivan.winther', 'session'],
  ])('%s at a meeting: %s', async (person, meeting) => {
    await look(await windowOf(person), `/moeder/${meetings[meeting]}`, `moede-${meeting}-${person.split('.')[0]}`);
  });
  it('a page that may not be seen', async () => {
    const page = await windowOf('sofie.brandt');
    await page.goto(`${world.origin}/drift`);
    expect(await page.getByRole('alert').textContent()).toContain('Din rolle giver ikke adgang');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, 'afvist.png'), fullPage: true });
    await page.close();
  });
});

describe('the meeting’s page', () => {
  it('takes an item on, orders and records in place, without loading the page again', async () => {
    const page = await windowOf('jonas.mikkelsen');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${world.origin}/moeder/${meetings.collecting}`);
    await page.evaluate(() => document.body.setAttribute('data-still-here', ''));
    await page.getByRole('button', { name: /Sæt på dagsorden.*Ny cykelsti/ }).click();
    await page.locator('.agenda').getByRole('link', { name: 'Ny cykelsti' }).waitFor();
    expect(await page.locator('body[data-still-here]').count()).toBe(1);
    await page.getByRole('button', { name: 'Lås dagsordenen', exact: true }).click();
    await page.getByText('Dagsorden låst').first().waitFor();
    await page.close();
  });

  it('does the same where scripts are switched off', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await contexts.get('jonas.mikkelsen')?.storageState(),
    });
    const page = await context.newPage();
    await page.goto(`${world.origin}/moeder/${meetings.collecting}`);
    await page.getByRole('button', { name: 'Lås dagsordenen op' }).click();
    await page.getByText('Dagsorden samles').first().waitFor();
    expect(await page.locator('.agenda').getByRole('link', { name: 'Ny cykelsti' }).count()).toBe(1);
    await context.close();
  });
});
