/** A meeting run by keyboard: each form is saved by itself, and no word and no place is lost, whatever network and colleague do. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '#src/documents/plain-text.ts';
import { address, approvedItem, createWorld, type World } from '../http/world.ts';
import { BOTH_FLAWLESS, DESK, lookAtBothWidths, type OpenBrowser, openBrowser, signIn } from './support.ts';

let world: World;
let jonas: OpenBrowser;
let ida: OpenBrowser;
let meeting = '';
const items: string[] = [];
const ITEMS = 17;

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' };
  meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  const post = (path: string, fields: object = {}) =>
    secretary.post(`/moeder/${meeting}/${path}`).type('form').send(fields).expect(303);
  for (let n = 0; n < ITEMS; n++) {
    items.push(await approvedItem(world, officer, `Sag nummer ${n + 1}`, [{ organ: 'organ-oek', role: 'deciding' }]));
    await post('saet-paa', { item: items[n] });
  }
  for (const step of ['laas', 'udsend', 'begynd']) await post(step);
  await post('deltagelse');
  [jonas, ida] = [await openBrowser(DESK), await openBrowser(DESK)];
  await signIn(world, jonas.page, 'Jonas Ravn Mikkelsen');
  await signIn(world, ida.page, 'Ida Skovgaard Lund');
});
afterAll(async () => {
  await Promise.all([jonas?.close(), ida?.close()]);
  await world?.close();
});

const itemAt = (n: number): string => items[n] ?? 'none';
const open = (page: Page) => page.goto(`${world.origin}/moeder/${meeting}`);
const form = (page: Page, n: number) => page.locator(`#beslutning-${itemAt(n)}`);
const words = (page: Page, n: number) => page.locator(`#text-${itemAt(n)}`);
const status = (page: Page, n: number) => form(page, n).locator('[data-save-status]');
const recorded = async (n: number): Promise<string | null> => {
  const { agenda } = (await (await world.signIn(address('jonas.mikkelsen'))).get(`/api/v1/meetings/${meeting}`)).body;
  return agenda[n].decided && plainText(agenda[n].decided.text);
};
const focusIn = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);

/** Tab, until the field is reached: as whoever has no mouse comes there. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to #${id}.`);
}

/** Opens the form of an item, chooses an outcome and writes the decision, by keyboard. */
async function write(page: Page, n: number, text: string): Promise<void> {
  const fold = page.locator(`#fold-beslutning-${itemAt(n)}`);
  if ((await fold.getAttribute('open')) === null) {
    await fold.locator('> summary').focus();
    await page.keyboard.press('Enter');
  }
  await page.locator(`#outcome-0-${itemAt(n)}`).focus();
  await page.keyboard.type('Godk');
  await tabTo(page, `text-${itemAt(n)}`);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

describe('a form of the meeting', () => {
  it('is saved in the background: the words in other forms, the focus and the place on the screen stay', async () => {
    const { page } = jonas;
    await open(page);
    await write(page, 1, 'Halvt skrevet på punkt to');
    await write(page, 3, 'Godkendt på punkt fire.');
    const before = await words(page, 3).evaluate((field) => field.getBoundingClientRect().top);
    await page.keyboard.press('Control+Enter');
    await status(page, 3)
      .getByText(/^Gemt kl\./)
      .waitFor();
    expect(await recorded(3)).toBe('Godkendt på punkt fire.');
    expect(await focusIn(page)).toBe(`text-${itemAt(3)}`);
    expect(await words(page, 3).evaluate((field) => field.getBoundingClientRect().top)).toBeCloseTo(before, 0);
    expect(await words(page, 1).inputValue()).toBe('Halvt skrevet på punkt to');
    expect(await status(page, 1).innerText()).toContain('Ikke gemt endnu');
    await page.getByText(`1 af ${ITEMS} punkter har en beslutning.`).waitFor();
  });

  it('keeps what is typed, and the place in it, when the page is read again, and says so', async () => {
    const { page } = jonas;
    await words(page, 1).focus();
    const before = await words(page, 1).evaluate((field) => field.getBoundingClientRect().top);
    await page.reload();
    await status(page, 1).getByText('lå på denne computer og er sat ind igen').waitFor();
    expect(await words(page, 1).inputValue()).toBe('Halvt skrevet på punkt to');
    expect(await page.locator(`#outcome-0-${itemAt(1)}`).inputValue()).toBe('GODKENDT');
    await expect.poll(() => focusIn(page)).toBe(`text-${itemAt(1)}`);
    expect(await words(page, 1).evaluate((field) => field.getBoundingClientRect().top)).toBeCloseTo(before, 0);
    expect(await lookAtBothWidths(page, 'meeting-brought-back')).toEqual(BOTH_FLAWLESS);
  });

  it('says at the field what is wrong, and takes the focus there', async () => {
    const { page } = jonas;
    await words(page, 1).focus();
    await page.locator(`#outcome-0-${itemAt(1)}`).selectOption('FRITEKST');
    await words(page, 1).focus();
    await page.keyboard.press('Control+Enter');
    await form(page, 1).getByText('Der er ikke valgt, hvad der skal ske med sagen.').first().waitFor();
    expect(await focusIn(page)).toBe(`effect-0-${itemAt(1)}`);
    expect(await page.locator(`#effect-0-${itemAt(1)}`).getAttribute('aria-invalid')).toBe('true');
    expect(await words(page, 1).inputValue()).toBe('Halvt skrevet på punkt to');
    expect(await lookAtBothWidths(page, 'meeting-field-error')).toEqual(BOTH_FLAWLESS);
  });

  it('waits out a dead network with what was pressed for, and sends it when the network is back', async () => {
    const { page, context } = jonas;
    await write(page, 4, 'Besluttet uden net.');
    await context.setOffline(true);
    await page.keyboard.press('Control+Enter');
    await status(page, 4).getByText('der er ingen forbindelse').waitFor();
    await words(page, 4).press('End');
    await page.keyboard.type(' Og mere, som ikke er gemt');
    await context.setOffline(false);
    await status(page, 4).getByText('Ikke gemt endnu').waitFor();
    expect(await recorded(4)).toBe('Besluttet uden net.');
    expect(await words(page, 4).inputValue()).toBe('Besluttet uden net. Og mere, som ikke er gemt');
    await page.keyboard.press('Control+Enter');
    await status(page, 4)
      .getByText(/^Gemt kl\./)
      .waitFor();
    expect(await recorded(4)).toBe('Besluttet uden net. Og mere, som ikke er gemt');
  });

  it('does not replace what a colleague saved meanwhile: both texts stand side by side, and one chooses', async () => {
    await open(ida.page);
    const { page } = jonas;
    await write(page, 0, 'Jonas’ ord.');
    await write(ida.page, 0, 'Idas ord.');
    await ida.page.keyboard.press('Control+Enter');
    await status(ida.page, 0)
      .getByText(/^Gemt kl\./)
      .waitFor();
    await page.keyboard.press('Control+Enter');
    const panel = form(page, 0).locator('[data-conflict]');
    await panel.getByText('Ida Skovgaard Lund gemte').first().waitFor();
    expect(await panel.locator('.decision-text').allInnerTexts()).toEqual(['Jonas’ ord.', 'Idas ord.']);
    expect(await words(page, 0).inputValue()).toBe('Jonas’ ord.');
    expect(await recorded(0)).toBe('Idas ord.');
    expect(await lookAtBothWidths(page, 'meeting-conflict')).toEqual(BOTH_FLAWLESS);
    await status(page, 0).getByRole('link', { name: 'Vælg, hvilken udgave der skal gælde' }).click();
    await expect.poll(() => panel.evaluate((element) => element === document.activeElement)).toBe(true);
    await panel.getByRole('button', { name: 'Gem min i stedet' }).press('Enter');
    await status(page, 0)
      .getByText(/^Gemt kl\./)
      .waitFor();
    expect(await recorded(0)).toBe('Jonas’ ord.');
    expect(await panel.count()).toBe(0);
    expect(await focusIn(page)).toBe('Gem beslutningen');
  });

  it('lets a colleague’s text stand, if one wants that', async () => {
    await write(ida.page, 0, 'Ida igen.');
    await ida.page.keyboard.press('Control+Enter');
    const panel = form(ida.page, 0).locator('[data-conflict]');
    await panel.getByRole('link', { name: 'Lad den gemte gælde' }).press('Enter');
    await expect.poll(() => words(ida.page, 0).inputValue()).toBe('Jonas’ ord.');
    expect(await recorded(0)).toBe('Jonas’ ord.');
  });

  it('is the same for who takes part', async () => {
    for (const [{ page }, guest] of [
      [jonas, 'Kim Bruun Nielsen'],
      [ida, 'Dorte Ramskov'],
    ] as const) {
      await open(page);
      await page.locator('#fold-deltagelse > summary').press('Enter');
      await page.locator('#guests').fill(guest);
    }
    await jonas.page.locator('#guests').press('Control+Enter');
    await jonas.page.locator('.attended').getByText('Kim Bruun Nielsen').waitFor();
    await ida.page.locator('#guests').press('Control+Enter');
    const panel = ida.page.locator('#deltagelsen [data-conflict]');
    await panel.getByText('Kim Bruun Nielsen').waitFor();
    await panel.getByText('Dorte Ramskov').waitFor();
    expect(await lookAtBothWidths(ida.page, 'attendance-conflict')).toEqual(BOTH_FLAWLESS);
    await panel.getByRole('button', { name: 'Gem min i stedet' }).press('Enter');
    await ida.page.locator('.attended').getByText('Dorte Ramskov').waitFor();
  });
});

describe('the meeting', () => {
  it('is taken to its end by keyboard, item by item, where the focus is', async () => {
    const { page } = jonas;
    await open(page);
    const left = items.flatMap((_, n) => ([0, 3, 4].includes(n) ? [] : [n]));
    for (const n of left) {
      await write(page, n, `Tiltrådt på punkt ${n + 1}.`);
      await page.keyboard.press('Control+Enter');
      await status(page, n)
        .getByText(/^Gemt kl\./)
        .waitFor();
      expect(await focusIn(page)).toBe(`text-${itemAt(n)}`);
    }
    await page.getByText(`${ITEMS} af ${ITEMS} punkter har en beslutning.`).waitFor();
    for (const n of left) expect(await recorded(n)).toBe(`Tiltrådt på punkt ${n + 1}.`);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('beslutning')))).toEqual(
      [],
    );
    expect([...jonas.complaints, ...ida.complaints]).toEqual([]);
  });
});

describe('without a script', () => {
  it('lands at the item again, with both texts where a colleague has saved', async () => {
    const plain = await openBrowser(DESK, false);
    try {
      const { page } = plain;
      await signIn(world, page, 'Ida Skovgaard Lund');
      await open(page);
      const summary = page.locator(`#fold-beslutning-${itemAt(5)} > summary`);
      await summary.click();
      await words(page, 5).fill('Uden script.');
      const other = jonas.page;
      await write(other, 5, 'Med script.');
      await other.keyboard.press('Control+Enter');
      await expect.poll(() => recorded(5)).toBe('Med script.');
      await form(page, 5).getByRole('button', { name: 'Gem beslutningen' }).click();
      const panel = form(page, 5).locator('[data-conflict]');
      await panel.getByText('Med script.').waitFor();
      expect(new URL(page.url()).hash).toBe(`#punkt-${itemAt(5)}`);
      expect(await words(page, 5).inputValue()).toBe('Uden script.');
      await panel.getByRole('button', { name: 'Gem min i stedet' }).click();
      await page
        .locator(`#punkt-${itemAt(5)} > .decision-text`)
        .getByText('Uden script.')
        .waitFor();
      expect(new URL(page.url()).hash).toBe(`#punkt-${itemAt(5)}`);
    } finally {
      await plain.close();
    }
  });
});
