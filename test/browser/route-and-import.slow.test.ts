/** Changing a route, reading in an agenda and looking at deadlines, as people meet them: at a desk and on a phone. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, approvedItem, createWorld, type World } from '../http/world.ts';
import { BOTH_FLAWLESS, DESK, lookAtBothWidths, type OpenBrowser, openBrowser, signIn } from './support.ts';

let world: World;
let desk: OpenBrowser;
let item = '';
const SEED = fileURLToPath(new URL('../fixtures/seeds/000.txt', import.meta.url));

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  const organs = [
    { organ: 'organ-oek', role: 'recommending' },
    { organ: 'organ-kb', role: 'deciding' },
  ];
  item = await approvedItem(world, officer, 'Politikker på ældreområdet', organs, {
    subItems: [
      { id: 'sub-1', title: 'Ældrepolitik', start: '09:00', end: '09:30' },
      { id: 'sub-2', title: 'Værdighedspolitik', start: null, end: null },
    ],
  });
  desk = await openBrowser(DESK);
  await signIn(world, desk.page, 'Jonas Ravn Mikkelsen');
});
afterAll(async () => {
  await desk?.close();
  await world?.close();
});

describe('the secretariat', () => {
  it('changes what is to come of a route, and sees what that means before it is done', async () => {
    const { page } = desk;
    await page.goto(`${world.origin}/punkter/${item}`);
    await page.getByRole('link', { name: 'Ændr sagsgangen' }).click();
    expect(await lookAtBothWidths(desk.page, 'route-change')).toEqual(BOTH_FLAWLESS);
    await page.getByRole('button', { name: 'Tilføj trin' }).click();
    await page.getByLabel('Trin').last().selectOption('organ:organ-hu');
    await page.getByLabel('Organets rolle').last().selectOption('orienting');
    await page.getByRole('button', { name: 'Se, hvad ændringen betyder' }).click();
    await page.getByText('Nyt trin').waitFor();
    expect(await lookAtBothWidths(desk.page, 'route-impact')).toEqual(BOTH_FLAWLESS);
    await page.getByRole('button', { name: 'Ændr sagsgangen' }).click();
    await page.locator('.route').getByText('Hovedudvalget').waitFor();
    expect(await lookAtBothWidths(desk.page, 'item-with-sub-items')).toEqual(BOTH_FLAWLESS);
  });

  it('reads in a published agenda, and gets its meeting and its drafts', async () => {
    const { page } = desk;
    await page.goto(`${world.origin}/punkter`);
    await page.getByRole('link', { name: 'Indlæs en dagsorden' }).click();
    expect(await lookAtBothWidths(desk.page, 'import')).toEqual(BOTH_FLAWLESS);
    await page.getByLabel('Fil med teksten').setInputFiles(SEED);
    await page.getByRole('button', { name: 'Læs teksten' }).click();
    await page.getByRole('heading', { name: 'Se, hvad der blev læst' }).waitFor();
    expect(await lookAtBothWidths(desk.page, 'import-preview')).toEqual(BOTH_FLAWLESS);
    const start = page.getByLabel('Begynder kl.');
    if ((await start.inputValue()) === '') await start.fill('09:00');
    await page.getByRole('button', { name: 'Opret udkast' }).click();
    await page.getByRole('heading', { name: 'Dagsordenen er indlæst' }).waitFor();
    expect(await lookAtBothWidths(desk.page, 'import-done')).toEqual(BOTH_FLAWLESS);
    await page.getByRole('link', { name: 'Se mødet' }).click();
    await page.getByRole('heading', { level: 1, name: /Direktionen/ }).waitFor();
  });

  it('sees what falls due, and how it was found', async () => {
    const { page } = desk;
    await page.goto(`${world.origin}/moeder/nyt`);
    await page.getByLabel('Organ').selectOption('organ-kb');
    await page.getByLabel('Dato').fill('2023-12-12');
    await page.getByLabel('Begynder kl.').fill('13:00');
    await page.getByRole('button', { name: 'Planlæg mødet' }).click();
    await page.waitForURL(/\/moeder\/meeting-/);
    await world.app.relay.flush();
    await page.goto(`${world.origin}/frister`);
    await page.getByText('Dagsordenen skal være sendt').first().waitFor();
    expect(await lookAtBothWidths(desk.page, 'deadlines')).toEqual(BOTH_FLAWLESS);
    expect(desk.complaints).toEqual([]);
  });
});
