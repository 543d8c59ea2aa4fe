/** An agenda that is sent too late: the reason that somebody writes for it is not lost, and what is asked beside it is seen. */
import { beforeAll, describe, expect, it } from 'vitest';
import { book } from '../files/make.ts';
import { itemForCouncil, listInOrder } from '../http/packets-of-meeting.ts';
import { address, until } from '../http/world.ts';
import { BOTH_FLAWLESS, lookAtBothWidths, personAtWork } from './support.ts';

const { world, desk } = await personAtWork('Jonas Ravn Mikkelsen');
const REASON = 'Tilbuddet udløber den 23. november.';

beforeAll(async () => {
  const officer = await world.signIn(address('sofie.brandt'));
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  const plan = { organ: 'organ-kb', date: '2023-11-22', startsAt: '17:00' };
  const meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  const bytes = book(2);
  const item = await itemForCouncil(world, officer, { title: 'Havnen', openness: 'open', bytes, name: 'bilag.pdf' });
  // What is refused at upload is no bilag: this one was taken in, and no PDF can be made of it all the same.
  const { renditions } = world.app.collections;
  const failed = {
    state: 'failed' as const,
    failure: { rule: 'file-too-demanding', details: {} },
    endedAt: new Date(),
  };
  await until(
    () => renditions.findOneAndUpdate({ recipe: 'prepare', state: 'done' }, { $set: failed }).lean(),
    (row) => row !== null,
    2000,
  );
  await listInOrder(secretary, meeting, [item]);
  await secretary.post(`/moeder/${meeting}/laas`).type('form').send({}).expect(303);
  const asked = async () => {
    await desk.page.goto(`${world.origin}/moeder/${meeting}`);
    return desk.page.locator('#uden-agenda').count();
  };
  await until(asked, (count) => count === 1);
});

const inFocus = () => desk.page.evaluate(() => document.activeElement?.id);

describe('the reason for an agenda that is late', () => {
  it('is still there when the page has been read again', async () => {
    const { page } = desk;
    await page.locator('#fold-dispatch > summary').press('Enter');
    await page.locator('#late-agenda').fill(REASON);
    await page.locator('#handling-dispatch [data-save-status]').getByText('Ikke gemt endnu').waitFor();
    await page.reload();
    await expect.poll(() => page.locator('#late-agenda').inputValue()).toBe(REASON);
    await expect.poll(inFocus).toBe('late-agenda');
    expect(await lookAtBothWidths(page, 'late-agenda')).toEqual(BOTH_FLAWLESS);
  });

  it('is refused at its field', async () => {
    const { page } = desk;
    await page.locator('#uden-agenda').check();
    await page.locator('#late-agenda').fill('     ');
    await page.locator('#late-agenda').press('Control+Enter');
    await page.locator('#fejl-late-agenda').waitFor();
    expect(await inFocus()).toBe('late-agenda');
    await page.locator('#late-agenda').fill(REASON);
  });

  it('stays while something else is asked that the page did not ask before', async () => {
    const { page } = desk;
    // As the page was before it was known that no PDF can be made of the bilag.
    await page.locator('#trykkes-ikke-agenda').evaluate((asked) => asked.remove());
    await page.locator('#late-agenda').press('Control+Enter');
    await page.locator('#trykkes-ikke-agenda').getByText('Et bilag kan ikke vises').waitFor();
    expect(await inFocus()).toBe('uden-agenda');
    expect(await page.locator('#late-agenda').inputValue()).toBe(REASON);
    expect(await lookAtBothWidths(page, 'late-agenda-asked')).toEqual(BOTH_FLAWLESS);
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await page.locator('#fold-dispatch').waitFor({ state: 'detached' });
    await page.getByText(`Begrundelse: ${REASON}`).first().waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('handling')))).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
