/** An administrator makes a person, an office for her and an organ that she chairs, without a script, and looks at what there is. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { address, approvedItem, createWorld, type World } from '../http/world.ts';
import { DESK, FLAWLESS, look, type OpenBrowser, openBrowser, PHONE, signIn } from './support.ts';

let world: World;
let desk: OpenBrowser;
let phone: OpenBrowser;
let item = '';
const ADMIN = 'Karin Storgaard';

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  item = await approvedItem(world, officer, 'Budgetopfølgning', [{ organ: 'organ-oek', role: 'deciding' }]);
  // Forms must work where no script runs.
  desk = await openBrowser(DESK, false);
  await signIn(world, desk.page, ADMIN);
});
afterAll(async () => {
  await desk?.close();
  await phone?.close();
  await world?.close();
});

it('makes a person who may approve and sit in organs', async () => {
  const { page } = desk;
  await page.getByRole('navigation', { name: 'Hovedmenu' }).getByRole('link', { name: 'Drift' }).click();
  await page.getByRole('link', { name: 'Personer', exact: true }).click();
  await page.getByRole('link', { name: 'Opret person' }).click();
  await page.getByRole('button', { name: 'Gem' }).last().click();
  await page.getByText('Skriv et navn på højst 160 tegn.').waitFor();
  await page.getByLabel('Navn', { exact: true }).fill('Astrid Holmegaard');
  await page.getByLabel('E-mailadresse').fill('astrid.holmegaard@norddjurs.example');
  await page.getByLabel('Titel').fill('Skolechef');
  await page.getByLabel(/^Godkender/).check();
  await page.getByLabel(/^Medlem/).check();
  await page.getByRole('button', { name: 'Gem' }).last().click();
  await page.getByText('Ændringen er gemt').waitFor();
  await page.getByRole('heading', { name: 'Astrid Holmegaard' }).waitFor();
});

it('makes an office that she holds', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Stillinger', exact: true }).click();
  await page.getByText('Ubesat i dag').waitFor();
  await page.getByRole('link', { name: 'Opret stilling' }).click();
  await page.getByLabel('Navn', { exact: true }).fill('Skolechef');
  await page.getByLabel('Overordnet stilling').selectOption({ label: 'Velfærdsdirektør' });
  await page.getByRole('button', { name: 'Tilføj periode' }).click();
  expect(await page.getByLabel('Navn', { exact: true }).inputValue()).toBe('Skolechef');
  await page.getByLabel('Person', { exact: true }).selectOption({ label: 'Astrid Holmegaard, Skolechef' });
  await page.getByRole('button', { name: 'Gem' }).last().click();
  await page.getByText('Ændringen er gemt').waitFor();
  const ladder = page.getByRole('region', { name: 'Stigen fra stillingen til toppen' });
  expect(await ladder.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('Kommunaldirektør'),
    expect.stringContaining('Velfærdsdirektør'),
    expect.stringContaining('Astrid Holmegaard'),
  ]);
});

it('makes an organ that she chairs, with the law beside its rules', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Organer', exact: true }).click();
  await page.getByRole('link', { name: 'Opret organ' }).click();
  await page.getByLabel('Navn', { exact: true }).fill('Skoleudvalget');
  await page.getByLabel('Forkortelse').fill('SKU');
  const dispatch = page.getByRole('group', { name: 'Udsendelse af dagsordenen' });
  await dispatch.getByLabel('Hverdage før mødet').fill('4');
  await page.getByRole('button', { name: 'Tilføj medlem' }).click();
  await page.getByLabel('Person', { exact: true }).selectOption({ label: 'Astrid Holmegaard, Skolechef' });
  await page.getByLabel('Hverv').selectOption({ label: 'Formand' });
  await page.getByRole('button', { name: 'Gem' }).last().click();
  await page.getByText('Ændringen er gemt').waitFor();
  await page.locator('summary', { hasText: 'Astrid Holmegaard, formand' }).waitFor();
  await page.getByText(/^Med den gemte regel: Dagsordenen skal være sendt senest/).waitFor();
  await page.getByRole('link', { name: 'Personer', exact: true }).click();
  await page.getByLabel('Navn, titel eller e-mail').fill('holmegaard');
  await page.getByRole('button', { name: 'Søg' }).click();
  await page.getByText('Skolechef · SKU').waitFor();
});

it('adds a day on which the town hall is closed', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Lukkedage', exact: true }).click();
  await page.getByText('Ingen lukkedage er lagt ind.').waitFor();
  await page.getByRole('link', { name: 'Tilføj lukkedage' }).click();
  await page.getByLabel('Anledning').fill('Fredag efter Kristi himmelfart');
  await page.getByLabel('Første dag').fill('2024-05-10');
  await page.getByRole('button', { name: 'Gem' }).last().click();
  await page.getByText('Ændringen er gemt').waitFor();
  expect(await page.getByLabel('Sidste dag').inputValue()).toBe('2024-05-10');
  await page.getByRole('link', { name: 'Lukkedage', exact: true }).first().click();
  await page.getByText('fredag den 10. maj 2024').waitFor();
});

it('every page is readable for everybody, at a desk and on a phone', async () => {
  phone = await openBrowser(PHONE);
  await signIn(world, phone.page, ADMIN);
  const scripted = await openBrowser(DESK);
  await signIn(world, scripted.page, ADMIN);
  const places = {
    overblik: '/drift',
    tilstande: '/drift/tilstande',
    tilstand: '/drift/tilstande/punkter/travelling.approval',
    personer: '/drift/personer',
    person: '/drift/personer/person-lene-thomsen',
    stillinger: '/drift/stillinger',
    stilling: '/drift/stillinger/office-oekonomichef',
    organer: '/drift/organer',
    organ: '/drift/organer/organ-oek',
    fuldmagter: '/drift/fuldmagter',
    fuldmagt: '/drift/fuldmagter/ny',
    lukkedage: '/drift/lukkedage',
    lukkedag: '/drift/lukkedage/ny',
    kaede: `/drift/kaede/${item}`,
  };
  const flaws: unknown[] = [];
  for (const [name, path] of Object.entries(places)) {
    const wide = ['overblik', 'tilstande', 'stilling', 'organ', 'kaede'].includes(name);
    for (const [{ page }, width] of [...(wide ? ([[scripted, 1280]] as const) : []), [phone, 390] as const]) {
      await page.goto(`${world.origin}${path}`);
      const seen = await look(page, `admin-${name}-${width}`);
      if (JSON.stringify(seen) !== JSON.stringify(FLAWLESS)) flaws.push([name, width, seen]);
    }
  }
  expect(flaws).toEqual([]);
  expect([...scripted.complaints, ...phone.complaints]).toEqual([]);
  await scripted.close();
}, 120_000);
