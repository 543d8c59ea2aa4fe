/** The page that shows a PDF, in a real browser: at a desk, on a phone, and without a script. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book, office } from '../files/make.ts';
import { createWorld, type World } from '../http/world.ts';
import { DESK, FLAWLESS, look, newItem, type OpenBrowser, openBrowser, PHONE, signIn } from './support.ts';

let world: World;
let officer: OpenBrowser;
let item: string;

const PAGES = 60;

beforeAll(async () => {
  world = await createWorld();
  officer = await openBrowser();
  await signIn(world, officer.page, 'Sofie Lykke Brandt');
  item = await newItem(world, officer.page, 'orientation');
  await officer.page.getByLabel('Vælg filer, der skal vedlægges').setInputFiles([
    { name: 'Trafikplan.pdf', mimeType: 'application/octet-stream', buffer: book(PAGES) },
    { name: 'Notat.docx', mimeType: 'application/octet-stream', buffer: office('docx') },
  ]);
  await officer.page.getByRole('link', { name: 'Notat.docx' }).waitFor();
  await officer.page
    .locator('[data-save-status]')
    .getByText(/^Gemt kl\./)
    .waitFor();
});
afterAll(async () => {
  await officer?.close();
  await world?.close();
});

const address = (fragment = '') => `${world.origin}/punkter/${item}/bilag/1/vis${fragment}`;
const canvas = (page: Page, n: number) => page.locator(`.page[data-page-number="${n}"] canvas`);
const pageField = (page: Page) => page.getByLabel('Side', { exact: true });
/** Opened anew, not only moved to another place of the same page. */
async function open(page: Page, fragment = '') {
  await page.goto('about:blank');
  await page.goto(address(fragment));
}

describe('a file that is no PDF', () => {
  it('is shown as the PDF that was made of it, and handed out as it was brought', async () => {
    const { page, context, complaints } = officer;
    const own = await newItem(world, page, 'orientation');
    const words = Buffer.from('Høringssvar fra skolebestyrelsen\n');
    await page
      .getByLabel('Vælg filer, der skal vedlægges')
      .setInputFiles({ name: 'Svar.txt', mimeType: 'application/octet-stream', buffer: words });
    await page.getByRole('link', { name: 'Svar.txt' }).waitFor();
    await page
      .locator('[data-save-status]')
      .getByText(/^Gemt kl\./)
      .waitFor();
    const link = page.getByRole('link', { name: 'Vis Svar' });
    await expect
      .poll(
        async () => {
          await page.goto(`${world.origin}/punkter/${own}`);
          return link.count();
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(1);
    await link.click();
    await page.locator('.textLayer').getByText('Høringssvar fra skolebestyrelsen').waitFor();
    const brought = await page.getByRole('link', { name: /^Hent/ }).first().getAttribute('href');
    const got = await context.request.get(`${world.origin}${brought}`);
    expect((await got.body()).equals(words)).toBe(true);
    expect(complaints).toEqual([]);
  });
});

describe('a PDF in the browser', () => {
  it('is opened from the item, drawn as far as it is in sight, and nothing in it is run', async () => {
    const { page, complaints } = officer;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(world.origin))
        elsewhere.push(request.url());
    });
    await page.goto(`${world.origin}/punkter/${item}`);
    expect(await page.getByRole('link', { name: 'Vis Notat' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Hent Notat' }).waitFor();
    await page.getByRole('link', { name: 'Vis Trafikplan' }).click();
    await canvas(page, 1).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Trafikplan');
    expect(await page.locator('.pdfViewer .page').count()).toBe(PAGES);
    expect(await page.locator('.page canvas').count()).toBeLessThan(12);
    // Words are there to be read aloud, selected and found.
    await page.locator('.textLayer').getByText('Kapitel 1', { exact: true }).waitFor();
    expect(await look(page, 'viewer-1280')).toEqual(FLAWLESS);
    expect(dialogs).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('goes to a page by its number, by bookmarks, links, keys and the address, and comes back there after a reload', async () => {
    const { page, complaints } = officer;
    await open(page);
    await canvas(page, 1).waitFor();
    await pageField(page).fill('40');
    await pageField(page).press('Enter');
    await page.locator('.textLayer').getByText('Kapitel 40', { exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe('#page=40');
    await page.reload();
    await page.locator('.textLayer').getByText('Kapitel 40', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Bogmærker' }).click();
    const bookmarks = page.getByRole('navigation', { name: 'Bogmærker' });
    expect(await bookmarks.getByRole('link').allTextContents()).toEqual(['Afsnit 1', 'Underafsnit', 'Sidste side']);
    expect(await look(page, 'viewer-bookmarks-1280')).toEqual(FLAWLESS);
    await bookmarks.getByRole('link', { name: 'Underafsnit' }).click();
    await expect.poll(() => pageField(page).inputValue()).toBe('2');
    await bookmarks.getByRole('link', { name: 'Sidste side' }).click();
    await expect.poll(() => pageField(page).inputValue()).toBe(String(PAGES));
    expect(await page.getByRole('button', { name: 'Næste side' }).isDisabled()).toBe(true);

    await page.locator('[data-viewer-pages]').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => pageField(page).inputValue()).toBe('1');
    await page.getByRole('link', { name: `Gå til side ${PAGES}` }).click();
    await expect.poll(() => pageField(page).inputValue()).toBe(String(PAGES));

    await open(page, '#nameddest=slut');
    await page.locator('.textLayer').getByText(`Kapitel ${PAGES}`, { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('finds words on pages that have not been drawn', async () => {
    const { page, complaints } = officer;
    await open(page);
    await canvas(page, 1).waitFor();
    await page.keyboard.press('Control+f');
    await page.getByRole('searchbox', { name: 'Søg i dokumentet' }).fill('kapitel 33');
    await page.getByText('1 af 1', { exact: true }).waitFor();
    await expect.poll(() => pageField(page).inputValue()).toBe('33');
    await page.locator('.highlight.selected').waitFor();
    await page.getByRole('searchbox').fill('findes ikke');
    await page.getByText('Ikke fundet').waitFor();
    expect(await look(page, 'viewer-find-1280')).toEqual(FLAWLESS);
    expect(complaints).toEqual([]);
  });

  it('keeps no more pages than those near the window, however far one reads', async () => {
    const { page } = officer;
    await open(page);
    await canvas(page, 1).waitFor();
    for (let n = 5; n <= PAGES; n += 5) {
      await pageField(page).fill(String(n));
      await pageField(page).press('Enter');
      await canvas(page, n).waitFor();
    }
    expect(await page.locator('.page canvas').count()).toBeLessThan(14);
    expect(await canvas(page, 5).count()).toBe(0);
  });

  it('fits a phone, and grows under buttons and fingers', async () => {
    const phone = await openBrowser(PHONE);
    try {
      const { page, complaints } = phone;
      await signIn(world, page, 'Sofie Lykke Brandt');
      await page.goto(address());
      await canvas(page, 1).waitFor();
      const width = async () => (await page.locator('.pdfViewer .page').first().boundingBox())?.width ?? 0;
      const fitting = await width();
      expect(fitting).toBeGreaterThan(PHONE.width - 40);
      expect(fitting).toBeLessThanOrEqual(PHONE.width);
      expect(await look(page, 'viewer-390')).toEqual(FLAWLESS);
      await page.getByRole('button', { name: 'Større' }).click();
      await expect.poll(width).toBeGreaterThan(fitting);
      await page.getByRole('button', { name: 'Tilpas til bredden' }).click();
      await expect.poll(width).toBe(fitting);

      const fingers = await phone.context.newCDPSession(page);
      await fingers.send('Input.synthesizePinchGesture', {
        x: 195,
        y: 400,
        scaleFactor: 2,
        gestureSourceType: 'touch',
      });
      await expect.poll(width).toBeGreaterThan(fitting * 1.3);
      expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1);

      await page.getByRole('button', { name: 'Bogmærker' }).click();
      expect(await look(page, 'viewer-bookmarks-390')).toEqual(FLAWLESS);
      await page.getByRole('link', { name: 'Sidste side' }).click();
      await expect.poll(() => pageField(page).inputValue()).toBe(String(PAGES));
      expect(await page.getByRole('navigation', { name: 'Bogmærker' }).isVisible()).toBe(false);
      expect(complaints).toEqual([]);
    } finally {
      await phone.close();
    }
  });

  it('says so where it cannot be shown, and hands the file out', async () => {
    const { page, context } = officer;
    await page.goto(`${world.origin}/punkter/${item}/bilag/2/vis`);
    await page.getByText('Filen kan ikke vises her.').waitFor();
    expect(await look(page, 'viewer-not-shown-1280')).toEqual(FLAWLESS);
    const link = page.getByRole('link', { name: 'Hent filen', exact: true });
    const got = await context.request.get(`${world.origin}${await link.getAttribute('href')}`);
    expect((await got.body()).equals(office('docx'))).toBe(true);

    await page.route('**/bilag/1', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(address());
    await page.getByText('Filen findes ikke længere, eller du må ikke se den.').waitFor();
    await page.unroute('**/bilag/1');
    await page.route('**/bilag/1', (route) => route.abort());
    await open(page);
    await page.getByRole('link', { name: 'Hent filen', exact: true }).waitFor();
    await page.unroute('**/bilag/1');

    const plain = await openBrowser(DESK, false);
    try {
      await signIn(world, plain.page, 'Sofie Lykke Brandt');
      await plain.page.goto(address());
      await plain.page.getByText('når scripts er slået til').waitFor();
      expect(await plain.page.getByRole('link', { name: 'Hent filen', exact: true }).last().getAttribute('href')).toBe(
        `/punkter/${item}/bilag/1`,
      );
    } finally {
      await plain.close();
    }
  });
});
