/** A whole meeting run from its page by somebody who reads nothing else: build, move, send late, take up, decide, end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, approvedItem, createWorld, type World } from '../http/world.ts';
import { BOTH_FLAWLESS, DESK, lookAtBothWidths, type OpenBrowser, openBrowser, signIn } from './support.ts';

let world: World;
let desk: OpenBrowser;
const TITLES = {
  subItems: 'Punkter til drøftelse i direktionen',
  added: 'Akut lukning af broen',
  late: 'Ekstra bevilling',
};

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  const organs = [
    { organ: 'organ-oek', role: 'recommending' },
    { organ: 'organ-kb', role: 'deciding' },
  ];
  await approvedItem(world, officer, TITLES.subItems, organs, {
    recommendation: { lead: 'Direktionen indstiller,', clauses: ['sygefraværet drøftes,', 'planen godkendes.'] },
    subItems: [
      { id: 'sub-1', title: 'Sygefravær', start: '09:00', end: '09:30', participants: ['Kim Bruun Nielsen'] },
      { id: 'sub-2', title: 'Budgetopfølgning', start: '09:30', end: null },
    ],
  });
  await approvedItem(world, officer, TITLES.late, organs);
  await approvedItem(world, officer, TITLES.added, organs);
  desk = await openBrowser(DESK);
  await signIn(world, desk.page, 'Jonas Ravn Mikkelsen');
});
afterAll(async () => {
  await desk?.close();
  await world?.close();
});

const atBothWidths = async (name: string) => {
  expect(await lookAtBothWidths(desk.page, name)).toEqual(BOTH_FLAWLESS);
};
const pressed = (name: string | RegExp) => desk.page.getByRole('button', { name }).click();

/** What is asked about once: opened, to see who is mailed and what follows, before the button in it is pressed. */
const asked = (name: string) => desk.page.locator('details.asked > summary', { hasText: name }).click();

const listed = (title: string) =>
  desk.page
    .locator('.rows li', { hasText: title })
    .getByRole('button', { name: /^Sæt på/ })
    .click();

describe('a meeting', () => {
  it('is planned with a place, and shows when its agenda must be sent', async () => {
    const { page } = desk;
    await page.goto(`${world.origin}/moeder/nyt`);
    await page.getByLabel('Organ').selectOption({ label: 'Økonomiudvalget' });
    await page.getByLabel('Dato').fill('2023-11-28');
    await page.getByLabel('Begynder kl.').fill('13:00');
    await page.getByLabel('Sted').fill('Mødelokale 1, Grenaa');
    await atBothWidths('meeting-new');
    await pressed('Planlæg mødet');
    await page.getByText('Mødelokale 1, Grenaa').waitFor();
    await page.getByText('Dagsordenen skal være sendt senest').waitFor();
  });

  it('is moved only after its deadlines have been shown', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Flyt mødet' }).click();
    await page.getByLabel('Dato').fill('2023-11-21');
    await page.getByLabel('Slutter kl.').fill('16:00');
    await atBothWidths('meeting-move');
    await pressed('Se, hvad flytningen betyder');
    await page.getByText('Fristen hidtil falder bort').waitFor();
    await page.getByText('Den frist er allerede overskredet.').waitFor();
    await atBothWidths('meeting-move-impact');
    await pressed('Flyt mødet');
    await page.getByText('Kl. 13.00–16.00').waitFor();
  });

  it('takes an item, is frozen, and is sent late only with a reason', async () => {
    const { page } = desk;
    await listed(TITLES.subItems);
    await page.locator('.agenda').getByText(TITLES.subItems).first().waitFor();
    await atBothWidths('meeting-collecting');
    await pressed('Lås dagsordenen');
    await asked('Udsend dagsordenen');
    await page.getByText(/^Mailen går til \d+ medlemmer: .*Anders Kjærgaard/).waitFor();
    await page.getByLabel('Hvorfor kan sagerne ikke vente?').fill('Broen kan falde ned.');
    await atBothWidths('meeting-late');
    await pressed('Udsend dagsordenen');
    await page.getByText('Sendt efter fristen.').waitFor();
  });

  it('gets a supplementary agenda, sent with a reason of its own', async () => {
    const { page } = desk;
    await pressed('Opret tillægsdagsorden');
    await listed(TITLES.late);
    await page.locator('.agenda').getByText(TITLES.late).first().waitFor();
    await pressed('Lås tillægsdagsordenen');
    await asked('Udsend tillægsdagsordenen');
    await page.getByLabel('Hvorfor kan sagerne ikke vente?').fill('Puljen lukker i morgen.');
    await atBothWidths('meeting-supplement');
    await pressed('Udsend tillægsdagsordenen');
    await page.getByText('Puljen lukker i morgen.').first().waitFor();
  });

  it('begins, and knows who takes part before anything is decided', async () => {
    const { page } = desk;
    await asked('Begynd mødet');
    await page.getByText(/^Mødet holdes af .*Ingen får en mail\.$/).waitFor();
    await pressed('Begynd mødet');
    await page.getByRole('radio', { name: /^Anders Kjærgaard.*: afbud$/ }).check();
    await page.getByLabel('Andre, der deltager').fill('Kim Bruun Nielsen');
    await atBothWidths('meeting-attendance');
    await pressed('Gem deltagelsen');
    await page.locator('.attended').getByText('Kim Bruun Nielsen').waitFor();
  });

  it('takes up what is not on the agenda, with the reason', async () => {
    const { page } = desk;
    await page.locator('summary', { hasText: 'Optag et punkt' }).click();
    await page.getByLabel('Punkt', { exact: true }).selectOption({ label: TITLES.added });
    await page.getByLabel('Hvorfor kan det ikke vente?').fill('Vejen er spærret fra i nat.');
    await pressed('Optag punktet');
    await page.getByRole('heading', { name: 'Optaget på mødet' }).waitFor();
    await page.getByText('0 af 3 punkter har en beslutning.').waitFor();
  });

  it('decides sub-item by sub-item, with one that came up at the table', async () => {
    const { page } = desk;
    const form = page.locator('.next-item .decision-form');
    await form.getByLabel('Samme udfald for alle at-punkter').selectOption({ label: 'Anbefales godkendt.' });
    await form
      .getByRole('group', { name: /Sygefravær/ })
      .getByLabel('Delpunktets beslutning')
      .fill('Drøftet.');
    await form
      .getByRole('group', { name: /Sygefravær/ })
      .getByLabel('Opfølgning')
      .fill('HR vender tilbage i marts.');
    await form
      .getByRole('group', { name: /Sygefravær/ })
      .getByLabel('Plads')
      .fill('2');
    const budget = form.getByRole('group', { name: 'Budgetopfølgning' });
    await budget.getByLabel('Delpunktets beslutning').fill('Taget til orientering.');
    await budget.getByLabel('Plads').fill('1');
    await form.locator('summary', { hasText: 'Tilføj punkt' }).click();
    const added = form.getByRole('group', { name: 'Punkt, der kom op på mødet' });
    await added.getByLabel('Punktets titel').fill('Julefrokost');
    await added.getByLabel('Delpunktets beslutning').fill('Holdes den 8. december.');
    await atBothWidths('meeting-session');
    await form.getByRole('button', { name: 'Gem beslutningen' }).click();
    await form.locator('.form-error-message', { hasText: 'mangler sin begrundelse' }).waitFor();
    const again = page.locator('.decision-form').first();
    expect(await again.getByLabel('Punktets titel').first().inputValue()).toBe('Julefrokost');
    await again.getByLabel('Hvorfor blev det taget op').first().fill('Lokalet skal bestilles i dag.');
    await again.getByRole('button', { name: 'Gem beslutningen' }).click();
    await page.getByText('1 af 3 punkter har en beslutning.').waitFor();
    expect(await page.locator('.sub-decisions li strong').allInnerTexts()).toEqual([
      'Budgetopfølgning',
      'Sygefravær',
      'Julefrokost',
    ]);
    await page.getByText('Sagen går videre til Kommunalbestyrelsen').first().waitFor();
    await page
      .getByText(/^Afbud: Anders Kjærgaard/)
      .first()
      .waitFor();
  });

  it('goes on to the next item by itself, notes who is inhabil, and ends', async () => {
    const { page } = desk;
    const next = page.locator('.next-item');
    await next.getByText(TITLES.late).first().waitFor();
    await next.locator('.decision-form').getByLabel('Udfald').selectOption({ label: 'Egen formulering' });
    await next
      .getByLabel('Hvad skal der ske med sagen?')
      .selectOption({ label: 'Sagen behandles igen i Økonomiudvalget' });
    await next.getByLabel('Beslutningens ordlyd').fill('Udvalget ser på sagen igen i januar.');
    await next.locator('summary', { hasText: 'Afbud, fravær og inhabilitet' }).click();
    await next
      .getByRole('checkbox', { name: /inhabil$/ })
      .first()
      .check();
    await next.getByRole('button', { name: 'Gem beslutningen' }).click();
    await page.getByText('2 af 3 punkter har en beslutning.').waitFor();
    await page.getByText(/^Inhabil: /).waitFor();
    await next.locator('.decision-form').getByLabel('Udfald').selectOption({ label: 'Tiltrådt.' });
    await next.getByRole('button', { name: 'Gem beslutningen' }).click();
    await page.getByText('3 af 3 punkter har en beslutning.').waitFor();
    await atBothWidths('meeting-decided');
    await pressed('Afslut mødet');
    await page.getByRole('link', { name: 'Protokol og underskrifter' }).waitFor();
    await atBothWidths('meeting-ended');
    expect(desk.complaints).toEqual([]);
  });

  it('leaves its decisions on the item, where a sub-item becomes an item of its own', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: TITLES.subItems }).first().click();
    await page.getByRole('heading', { name: 'Beslutning i Økonomiudvalget den 21-11-2023' }).waitFor();
    await page.getByText('Opfølgning: HR vender tilbage i marts.').waitFor();
    await atBothWidths('item-sub-items');
    await page
      .locator('.sub-items li', { hasText: 'Sygefravær' })
      .getByRole('button', { name: 'Gør til et punkt for sig' })
      .click();
    expect(await page.getByLabel('Titel', { exact: true }).inputValue()).toBe('Sygefravær');
    const list = page.locator('summary', { hasText: 'Delpunkter' });
    if (await list.count()) await list.click();
    await page.getByRole('button', { name: 'Tilføj delpunkt' }).click();
    await page.getByLabel('Delpunktets titel').fill('Langtidssygemeldte');
    await page.getByLabel('Kort om delpunktet').fill('Tallene for tredje kvartal.');
    await page.getByLabel('Andre deltagere').fill('Kim Bruun Nielsen');
    await atBothWidths('editor-sub-items');
  });
});
