/** A person who reads nothing but the pages carries an item from an empty draft to a printed decision, and adds an orientation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../http/world.ts';
import {
  approvalLink,
  DESK,
  emailOf,
  FLAWLESS,
  look,
  type OpenBrowser,
  openBrowser,
  PHONE,
  signIn,
  signInBy,
} from './support.ts';
import { WORD_HTML } from './word.ts';

let world: World;
const open: Record<string, OpenBrowser> = {};
let item = '';

/** Somebody's own browser, signed in. */
async function browserOf(name: string, size = DESK): Promise<OpenBrowser> {
  const known = open[name];
  if (known) return known;
  const browser = await openBrowser(size);
  open[name] = browser;
  await signIn(world, browser.page, name);
  return browser;
}
const OFFICER = 'Sofie Lykke Brandt';
const SECRETARY = 'Jonas Ravn Mikkelsen';

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  for (const browser of Object.values(open)) await browser.close();
  await world?.close();
});

describe('an item from draft to decision', () => {
  it('is created, written, filled from Word and sent by the officer', async () => {
    const { page, complaints } = await browserOf(OFFICER);
    await page.getByRole('link', { name: 'Punkter' }).click();
    await page.getByLabel('Sagstype').selectOption('decision');
    await page.getByRole('button', { name: 'Nyt punkt' }).click();
    await page.getByRole('heading', { name: 'Rediger punkt' }).waitFor();
    item = /item-[a-z0-9-]+/.exec(page.url())?.[0] ?? '';
    await page.getByLabel('Titel', { exact: true }).fill('Udmøntningsplan 2024-2027');
    await page.getByLabel('Sagsnummer', { exact: true }).fill('23/9260');
    await page.getByLabel('Trykt sagsgang').fill('ØK');
    const text = page.locator('.rich-editable').first();
    await text.click();
    await page.keyboard.type('Der er udarbejdet udmøntningsplan.');
    await page.keyboard.press('Enter');
    await text.evaluate((element, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, WORD_HTML);
    await page.getByLabel('Indledning').fill('Kommunaldirektøren indstiller, at');
    await page.getByLabel('at-punkt').fill('udmøntningsplanen drøftes og godkendes.');
    await page.getByRole('button', { name: 'Tilføj bilag' }).click();
    await page.getByLabel('Bilagets titel').fill('Udmøntningsplan 2024-2027');
    await page.getByLabel('Nærmeste chef').selectOption({ label: 'Økonomichef' });
    await page.getByRole('button', { name: 'Foreslå sagsgang' }).click();
    await page.locator('[data-row="step"]').nth(2).waitFor();
    expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Udmøntningsplan 2024-2027');
    await page.getByText('Punktet har det, det skal have.').waitFor();
    await page.getByRole('button', { name: 'Send til godkendelse' }).click();
    await page.getByText('Ligger hos Økonomichef Bettina Andersen').waitFor();
    expect(await page.locator('.item-text table').count()).toBe(1);
    expect(await look(page, 'item-officer-1280')).toEqual(FLAWLESS);
    expect(complaints).toEqual([]);
  });

  it('is corrected and approved on a phone by the first approver, from her mail', async () => {
    const link = await approvalLink(world, 'Bettina Andersen', item);
    const phone = await openBrowser(PHONE);
    open['Bettina Andersen'] = phone;
    const { page } = phone;
    await page.goto(link);
    await signInBy(world, page, emailOf('Bettina Andersen'), () =>
      page.getByRole('button', { name: 'Send mig en kode' }).click(),
    );
    await page.getByText('Ret teksten').click();
    await page.getByRole('link', { name: 'Åbn teksten, og ret den' }).click();
    await page.getByLabel('Titel', { exact: true }).fill('Udmøntningsplan for budget 2024-2027');
    expect(await look(page, 'correct-390')).toEqual(FLAWLESS);
    await page.getByRole('button', { name: 'Gem som ny version' }).click();
    await page.getByRole('button', { name: 'Godkend version 2' }).waitFor();
    expect(await look(page, 'item-approver-390')).toEqual(FLAWLESS);
    await page.getByRole('link', { name: 'Se, hvad der blev ændret' }).click();
    expect(await page.locator('ins').innerText()).toContain('for budget');
    expect(await look(page, 'version-390')).toEqual(FLAWLESS);
    await page.goBack();
    await page.getByRole('button', { name: 'Godkend version 2' }).click();
    await page.getByText('Ligger hos Kommunaldirektør Henrik Dalgaard Voss').waitFor();
    expect(phone.complaints).toEqual([]);
  });

  it('is approved by the acting chief executive, who regrets, and approves again', async () => {
    const link = await approvalLink(world, 'Henrik Dalgaard Voss', item);
    const desk = await openBrowser(DESK);
    open['Henrik Dalgaard Voss'] = desk;
    const { page } = desk;
    await page.goto(link);
    await signInBy(world, page, emailOf('Henrik Dalgaard Voss'), () =>
      page.getByRole('button', { name: 'Send mig en kode' }).click(),
    );
    await page.getByRole('button', { name: 'Godkend version 2' }).click();
    await page.getByText('Der er taget stilling').waitFor();
    await page.getByRole('link', { name: 'Gå til punktet' }).click();
    await page.getByRole('button', { name: 'Fortryd godkendelse' }).click();
    await page.getByRole('button', { name: 'Godkend version 2' }).click();
    await page.getByText('Venter på at komme på dagsordenen i Økonomiudvalget').waitFor();
    expect(await look(page, 'item-waiting-1280')).toEqual(FLAWLESS);
  });

  it('is taken on, frozen, sent, decided with an absence and ended by the secretariat', async () => {
    const { page } = await browserOf(SECRETARY);
    await page.goto(`${world.origin}/moeder/nyt`);
    await page.getByLabel('Organ').selectOption({ label: 'Økonomiudvalget' });
    await page.getByLabel('Dato').fill('2023-12-05');
    await page.getByLabel('Begynder kl.').fill('16:00');
    await page.getByRole('button', { name: 'Planlæg mødet' }).click();
    await page.waitForURL(/\/moeder\/meeting-/);
    await page.goto(`${world.origin}/punkter/${item}`);
    await page.locator('summary', { hasText: 'Sæt på dagsorden' }).click();
    await page.getByRole('button', { name: 'Sæt på dagsorden' }).click();
    await page.getByText('Er på dagsordenen til').waitFor();
    expect(await look(page, 'item-secretary-1280')).toEqual(FLAWLESS);
    await page.getByRole('link', { name: /mødet i Økonomiudvalget/ }).click();
    await page.getByRole('button', { name: 'Lås dagsordenen' }).click();
    for (const name of ['Udsend dagsordenen', 'Begynd mødet']) {
      await page.locator('details.asked > summary', { hasText: name }).click();
      await page.getByRole('button', { name }).click();
    }
    await page.getByRole('button', { name: 'Gem deltagelsen' }).click();
    await page.getByText('Ret deltagelsen').waitFor();
    await page.getByText('0 af 1 punkt har en beslutning.').waitFor();
    await page.getByLabel('Udfald').selectOption({ label: 'Godkendt.' });
    await page.getByLabel('Hvad skal der ske med sagen?').selectOption({ label: 'Sagen er færdigbehandlet' });
    await page.locator('summary', { hasText: 'Afbud, fravær og inhabilitet' }).click();
    await page.getByRole('checkbox', { name: 'Anders Kjærgaard (A): afbud' }).check();
    await page.getByRole('button', { name: 'Gem beslutningen' }).click();
    await page.getByText('Ret beslutningen').waitFor();
    await page.getByRole('button', { name: 'Afslut mødet' }).click();
    await page.getByRole('link', { name: 'Protokol og underskrifter' }).waitFor();
  });

  it('shows its decision with the absence to the officer, who finds the PDF and sends it on with a new recommendation', async () => {
    const { page, context } = await browserOf(OFFICER);
    await expect
      .poll(
        async () => {
          await page.goto(`${world.origin}/punkter/${item}`);
          // It can be sent on once the end of the meeting has come to the item.
          const decided = page.getByRole('heading', { name: 'Beslutning i Økonomiudvalget den 05-12-2023' });
          return (await decided.count()) * (await page.locator('summary', { hasText: 'Forlæng sagsgangen' }).count());
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    await page.getByText('Anders Kjærgaard (A)').first().waitFor();
    expect(await look(page, 'item-decided-1280')).toEqual(FLAWLESS);
    const href = await page.getByRole('link', { name: 'Hent punktet som PDF' }).getAttribute('href');
    const pdf = await context.request.get(`${world.origin}${href}`);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await page.locator('summary', { hasText: 'Forlæng sagsgangen' }).click();
    await page.getByLabel('1. stop', { exact: true }).selectOption({ label: 'Hovedudvalget (HU)' });
    await page.getByLabel('Ny indstilling').fill('Punktet er til orientering.');
    await page.getByRole('button', { name: 'Forlæng sagsgangen' }).click();
    await page.getByText('Venter på at komme på dagsordenen i Hovedudvalget').waitFor();
    await page.locator('.item-text').getByText('Punktet er til orientering.').waitFor();
    await page.setViewportSize(PHONE);
    expect(await look(page, 'item-decided-390')).toEqual(FLAWLESS);
    await page.setViewportSize(DESK);
  });

  it('is read by a member of the organ that got it, without the versions and reasons from before', async () => {
    const { page } = await browserOf('Hanne Viborg Kjær');
    await page.goto(`${world.origin}/punkter/${item}`);
    await page.getByRole('heading', { name: 'Beslutning i Økonomiudvalget den 05-12-2023' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Versioner' }).count()).toBe(0);
    expect(await page.locator('.history').innerText()).not.toContain('fortrudt');
    expect(await look(page, 'item-member-1280')).toEqual(FLAWLESS);
    const version = await page.goto(`${world.origin}/punkter/${item}/version/1`);
    expect(version?.status()).toBe(404);
  });

  it('is withdrawn with a reason that the timeline keeps, and opened again', async () => {
    const { page } = await browserOf(OFFICER);
    await page.locator('summary', { hasText: 'Træk punktet tilbage' }).click();
    await page.getByLabel('Begrundelse').fill('Hovedudvalget er orienteret på anden vis.');
    await page.getByRole('button', { name: 'Træk punktet tilbage' }).click();
    await page.getByText('Punktet blev trukket tilbage den').waitFor();
    await page.getByText('Hovedudvalget er orienteret på anden vis.').waitFor();
    await page.getByRole('button', { name: 'Genåbn som udkast' }).click();
    await page.getByText('som udkast siden').waitFor();
    // What the approver corrected is not lost in the draft that the officer goes on with.
    await page.getByRole('heading', { name: 'Udmøntningsplan for budget 2024-2027', level: 1 }).waitFor();
    expect(await look(page, 'item-reopened-1280')).toEqual(FLAWLESS);
    await page.getByRole('link', { name: 'Rediger og send' }).click();
    await page.getByText('Udkastet begynder med den rettede tekst, version 2.').waitFor();
    expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Udmøntningsplan for budget 2024-2027');
  });
});
