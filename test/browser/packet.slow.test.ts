/** A member opens the whole agenda in a real browser, at a desk and on a phone: built by the queue, shown page by page. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveOrgan } from '#src/people/save-organ.ts';
import { newestEditions } from '#src/store/editions.ts';
import { book } from '../files/make.ts';
import { itemForCouncil, listInOrder } from '../http/packets-of-meeting.ts';
import { address, type Browser, createWorld, type World } from '../http/world.ts';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { FLAWLESS, look, type OpenBrowser, openBrowser, PHONE, signIn } from './support.ts';

let world: World;
let officer: Browser;
let secretary: Browser;
let meeting: string;
let items: string[];
let phone: OpenBrowser;

const withBilag = (title: string, pages: number) =>
  itemForCouncil(world, officer, { title, openness: 'open', bytes: book(pages, title), name: 'bilag.pdf' });
const event = (stream: string, id: string, said: object) =>
  secretary.post(`/api/v1/${stream}/${id}/events`).send(said).expect(200);
const newest = async () =>
  (await newestEditions(world.app.collections, { meeting, scope: 'all', variant: 'members' }, 1))[0];

beforeAll(async () => {
  world = await createWorld({ RECONCILE_SECONDS: '1' });
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  items = [await withBilag('Havnen', 5), await withBilag('Cykelstien', 7)];
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  await world.app.relay.flush();
  await listInOrder(secretary, meeting, items);
  phone = await openBrowser(PHONE);
  await signIn(world, phone.page, 'Birthe Lindhardt');
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

const shown = (page: Page, words: string) => page.locator('.textLayer').getByText(words).first().waitFor();

it('a member sees no button before the agenda is sent, and opens the whole of it when it is', async () => {
  const { page, complaints } = phone;
  await event('meetings', meeting, { type: 'freeze', part: 'agenda' });
  await page.goto(`${world.origin}/mine-moeder`);
  expect(await page.getByText('Åbn hele dagsordenen').count()).toBe(0);
  await expect.poll(async () => (await newest())?.state, { timeout: 90_000, interval: 200 }).toBe('done');
  await event('meetings', meeting, { type: 'dispatch', part: 'agenda', lateReason: null });
  await world.app.relay.flush();

  await page.goto(`${world.origin}/mine-moeder`);
  const { edition, pages } = (await newest()) ?? {};
  await page.getByText(new RegExp(`^Udgave ${edition} · ${pages} sider · .* kB$`)).waitFor();
  expect(await look(page, 'packet-my-meetings-390')).toEqual(FLAWLESS);
  await page.getByRole('link', { name: /^Åbn hele dagsordenen/ }).click();
  await page.locator('.pdfViewer canvas').first().waitFor();
  expect(await page.locator('.pdfViewer .page').count()).toBe(pages);
  await page.getByRole('button', { name: 'Bogmærker' }).click();
  const bookmarks = page.getByRole('navigation', { name: 'Bogmærker' });
  await bookmarks
    .getByRole('link', { name: /Cykelstien$/ })
    .first()
    .waitFor();
  expect(await look(page, 'packet-bookmarks-390')).toEqual(FLAWLESS);
  await bookmarks
    .getByRole('link', { name: /Bilag til Cykelstien/ })
    .first()
    .click();
  expect(complaints).toEqual([]);
});

it('and from the meeting’s page a single item with its bilag', async () => {
  const { page, complaints } = phone;
  await page.goto(`${world.origin}/moeder/${meeting}`);
  await page.getByRole('link', { name: 'Åbn hele dagsordenen' }).waitFor();
  expect(await look(page, 'packet-meeting-390')).toEqual(FLAWLESS);
  await page.getByRole('link', { name: /^Åbn punktet med bilag.*Cykelstien$/ }).click();
  await shown(page, 'Cykelstien');
  await expect.poll(() => page.getByLabel('Side', { exact: true }).inputValue()).not.toBe('1');
  await page.getByRole('link', { name: 'Mødet' }).click();
  await page.getByRole('heading', { level: 1, name: /Kommunalbestyrelsen/ }).waitFor();
  expect(complaints).toEqual([]);
});

it('is shown a copy with the reader’s own name where the organ wants it, and told while it is made', async () => {
  const { page, complaints } = phone;
  const council = (await world.app.directory.refresh()).organs.get('organ-kb');
  if (council === undefined) throw new Error('there is no council');
  const { id, rev, ...fields } = council;
  await saveOrgan(world.app, { ...fields, id, rev, stampCopies: true }, null);
  await page.goto(`${world.origin}/moeder/${meeting}`);
  await page.getByText('Du får en kopi med dit navn og tidspunktet på hver side.').waitFor();
  expect(await look(page, 'packet-meeting-stamped-390')).toEqual(FLAWLESS);
  await page.getByRole('link', { name: 'Åbn hele dagsordenen' }).click();
  await shown(page, 'Udleveret til Birthe Lindhardt');
  await page.locator('.pdfViewer canvas').first().waitFor();
  await page.waitForTimeout(300);
  await page.evaluate(() => document.querySelector('[data-viewer-pages]')?.scrollTo(0, 99_999));
  await shown(page, 'Udleveret til Birthe Lindhardt');
  expect(await look(page, 'packet-stamped-390')).toEqual(FLAWLESS);

  // A queue that has much to do: the reader is told, and the browser looks again by itself.
  const { packetCopies } = world.app.collections;
  await packetCopies.updateMany({}, { $set: { state: 'wanted', availableAt: new Date('2099-01-01') } });
  const { variant, edition } = (await newest()) ?? {};
  await page.goto(`${world.origin}/moeder/${meeting}/pakker/all/${variant}/${edition}/pakke.pdf`);
  await page.getByRole('heading', { name: 'Din kopi er på vej' }).waitFor();
  expect(await look(page, 'packet-copy-390')).toEqual(FLAWLESS);
  const fetched = page.waitForResponse((response) => response.url().endsWith('/pakke.pdf'));
  await packetCopies.updateMany({}, { $set: { state: 'done', availableAt: new Date() } });
  expect((await fetched).headers()['content-type']).toBe('application/pdf');
  expect(complaints).toEqual([]);
});

it('prints the web page with the reader’s name at the foot of every sheet', async () => {
  // A page of its own: the other may still be on its way to the copy.
  const page = await phone.page.context().newPage();
  const { variant, edition } = (await newest()) ?? {};
  await page.goto(`${world.origin}/moeder/${meeting}/pakker/all/${variant}/${edition}/pakke.html`);
  expect(await look(page, 'packet-html-stamped-390')).toEqual(FLAWLESS);
  const sheets = (await withFile(await page.pdf({ format: 'A5' }), 'printed.pdf', rawText)).split('\f').slice(0, -1);
  expect(sheets.length).toBeGreaterThan(2);
  for (const sheet of sheets) expect(sheet).toContain('Udleveret til Birthe Lindhardt');
});

it('the secretariat sees on the meeting’s page who has opened it, and when', async () => {
  const desk = await openBrowser(PHONE);
  try {
    const { page, complaints } = desk;
    await signIn(world, page, 'Jonas Ravn Mikkelsen');
    await page.goto(`${world.origin}/moeder/${meeting}`);
    await page.getByText('Åbnet af 1 person').click();
    await page.getByText(/^Birthe Lindhardt: \d gange, først 20\. november 2023/).waitFor();
    expect(await look(page, 'packet-readers-390')).toEqual(FLAWLESS);
    expect(complaints).toEqual([]);
  } finally {
    await desk.close();
  }
});

it('an officer opens one item with its bilag from the item’s page', async () => {
  const desk = await openBrowser(PHONE);
  try {
    const { page, complaints } = desk;
    await signIn(world, page, 'Sofie Lykke Brandt');
    await page.goto(`${world.origin}/punkter/${items[1]}`);
    expect(await look(page, 'packet-item-page-390')).toEqual(FLAWLESS);
    await page.getByRole('link', { name: 'Åbn punktet med bilag' }).click();
    await page.getByRole('heading', { name: '2. Cykelstien' }).waitFor({ timeout: 60_000 });
    await page.locator('.pdfViewer canvas').first().waitFor();
    await page.getByRole('link', { name: 'Punktet' }).click();
    await page.getByRole('heading', { level: 1, name: 'Cykelstien' }).waitFor();
    const { editions } = world.app.collections;
    const _id = `${meeting}.${items[1]}.members.1`;
    await editions.updateOne({ _id }, { $set: { state: 'wanted', availableAt: new Date('2099-01-01') } });
    await page.goto(`${world.origin}/punkter/${items[1]}/pakke`);
    await page.getByRole('heading', { name: 'Punktet samles i én fil' }).waitFor();
    expect(await look(page, 'packet-wait-390')).toEqual(FLAWLESS);
    expect(complaints).toEqual([]);
  } finally {
    await desk.close();
  }
});

it('is told that it is being made where it was sent before it was ready, and nobody else is shown it', async () => {
  await world.app.collections.editions.updateMany(
    { meeting },
    { $set: { state: 'wanted', availableAt: new Date('2099-01-01') } },
  );
  const member = await world.signIn(address('birthe.lindhardt'));
  const { text } = await member.get(`/moeder/${meeting}`).expect(200);
  expect(text).toContain('samles lige nu i én fil');
  expect(text).not.toContain('Åbn hele dagsordenen');
  await member.get(`/moeder/${meeting}/pakke/vis`).accept('json').expect(404);
  const stranger = await world.signIn(address('bettina.andersen'));
  const other = await secretary
    .post('/api/v1/meetings')
    .send({ organ: 'organ-kb', date: '2023-12-20', startsAt: '17:00' });
  await stranger.get(`/moeder/${other.body.stream}/pakke/vis`).accept('json').expect(404);
});
