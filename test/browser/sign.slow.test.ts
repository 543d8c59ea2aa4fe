/** A protocol from the end of the meeting to its last signature: the secretariat at a desk, the members on their phones. */
import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excusedOn } from '../http/attendance.ts';
import { address, approvedItem, createWorld, until, type World } from '../http/world.ts';
import { DESK, FLAWLESS, look, type OpenBrowser, openBrowser, PHONE, signIn } from './support.ts';

let world: World;
let desk: OpenBrowser;
let phone: OpenBrowser;
let meeting = '';
const BIRTHE = address('birthe.lindhardt');

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  const organs = [{ organ: 'organ-oek', role: 'deciding' }];
  const items = [
    await approvedItem(world, officer, 'Udmøntningsplan for budget 2024-2027', organs),
    await approvedItem(world, officer, 'Anlægsbevilling til cykelsti langs Fjordvejen', organs),
  ];
  const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00', place: 'Mødelokale 1, Rådhuset' };
  const planned = await secretary.post('/moeder').type('form').send(plan).expect(303);
  meeting = /^\/moeder\/([^?]+)/.exec(planned.headers.location ?? '')?.[1] ?? '';
  const press = (path: string, fields: object = {}) =>
    secretary.post(`/moeder/${meeting}/${path}`).type('form').send(stringify(fields)).expect(303);
  for (const item of items) await press('saet-paa', { item });
  await until(
    async () => (await secretary.get(`/api/v1/meetings/${meeting}`)).body.context.items,
    ({ length }) => length === items.length,
  );
  for (const path of ['laas', 'udsend', 'begynd']) await press(path);
  for (const item of items) await press('beslutning', { item, outcomes: [{ code: 'GODKENDT', effect: 'END' }] });
  const away = { members: excusedOn((await secretary.get(`/moeder/${meeting}`)).text, [0, 1, 3, 5]) };
  await press('deltagelse', { ...away, chair: '', guests: 'Kim Bruun Nielsen' });
  await press('afslut');
  desk = await openBrowser(DESK);
  phone = await openBrowser(PHONE);
  await signIn(world, desk.page, 'Jonas Ravn Mikkelsen');
  await signIn(world, phone.page, 'Birthe Lindhardt');
});
afterAll(async () => {
  await desk?.close();
  await phone?.close();
  await world?.close();
});

describe('a protocol', () => {
  it('is read through and sent to those who sign by the secretariat', async () => {
    const { page } = desk;
    await page.goto(`${world.origin}/moeder/${meeting}`);
    await page.getByRole('link', { name: 'Protokol og underskrifter' }).waitFor();
    expect(await look(page, 'sign-meeting-1280')).toEqual(FLAWLESS);
    await page.getByRole('link', { name: 'Protokol og underskrifter' }).click();
    await page.getByRole('heading', { name: 'Protokol: Økonomiudvalget' }).waitFor();
    expect(await look(page, 'sign-protocol-ended-1280')).toEqual(FLAWLESS);
    await page.getByRole('button', { name: 'Send til underskrift' }).click();
    await page.getByText('0 af 3 har svaret.').waitFor();
    await page.locator('summary', { hasText: 'Kald protokollen tilbage' }).click();
    await page.locator('summary', { hasText: 'Kan ikke underskrive' }).first().click();
    expect(await look(page, 'sign-protocol-out-1280')).toEqual(FLAWLESS);
    await page.setViewportSize(PHONE);
    expect(await look(page, 'sign-protocol-out-390')).toEqual(FLAWLESS);
    await page.setViewportSize(DESK);
  });

  it('is found by a member on a phone, who proves who she is with a fresh code and signs with a reservation', async () => {
    const { page, complaints } = phone;
    await world.app.relay.flush();
    const old = new Date((await world.app.clock.now()).getTime() - 16 * 60_000);
    await world.app.connection.collection('sessions').updateMany({}, { $set: { freshCodeAt: old } });
    await page.goto(`${world.origin}/`);
    await page.getByRole('heading', { name: /Protokoller, du skal underskrive/ }).waitFor();
    await page.getByRole('link', { name: 'Mine møder' }).click();
    await page.getByRole('heading', { name: 'Mine møder' }).waitFor();
    expect(await look(page, 'my-meetings-390')).toEqual(FLAWLESS);
    await page.getByRole('link', { name: /Læs og underskriv/ }).click();
    await page.getByText('Først skal du vise, at det er dig').waitFor();
    expect(await page.getByRole('heading', { name: 'Beslutning' }).count()).toBe(2);
    expect(await look(page, 'sign-code-ask-390')).toEqual(FLAWLESS);
    const before = new Date();
    await page.getByRole('button', { name: 'Send mig en kode' }).click();
    const field = page.getByLabel('Kode fra mailen');
    await field.fill(await world.codeFor(BIRTHE, before));
    expect(await look(page, 'sign-code-390')).toEqual(FLAWLESS);
    await page.getByRole('button', { name: 'Bekræft koden' }).click();
    await page.getByRole('button', { name: 'Underskriv', exact: true }).waitFor();
    await page.locator('summary', { hasText: 'Underskriv med forbehold' }).click();
    await page.getByLabel('Hvad er du ikke enig i?').fill('Jeg stemte imod punkt 2 og ønsker det ført til protokol.');
    expect(await look(page, 'sign-390')).toEqual(FLAWLESS);
    await page.getByRole('button', { name: 'Underskriv med forbehold' }).click();
    await page.getByText('Du har underskrevet med forbehold').waitFor();
    expect(await look(page, 'sign-done-390')).toEqual(FLAWLESS);
    await page.setViewportSize(DESK);
    expect(await look(page, 'sign-done-1280')).toEqual(FLAWLESS);
    await page.goto(`${world.origin}/mine-moeder`);
    expect(await look(page, 'my-meetings-1280')).toEqual(FLAWLESS);
    await page.setViewportSize(PHONE);
    expect(complaints).toEqual([]);
  });

  it('works as well without JavaScript, by the one who signs as it stands', async () => {
    const plain = await openBrowser(PHONE, false);
    try {
      const { page } = plain;
      await signIn(world, page, 'Sanne Jernløv');
      await page.goto(`${world.origin}/moeder/${meeting}/underskriv`);
      await page.getByRole('button', { name: 'Underskriv', exact: true }).click();
      await page.getByText('Du har underskrevet', { exact: true }).waitFor();
    } finally {
      await plain.close();
    }
  });

  it('is finished by a note of the secretariat, and its evidence is there for everybody who may read it', async () => {
    const { page, complaints } = desk;
    await page.goto(`${world.origin}/moeder/${meeting}`);
    await page.locator('summary', { hasText: 'Kan ikke underskrive' }).click();
    await page.getByLabel('Hvorfor?').fill('Er langtidssygemeldt.');
    await page.getByRole('button', { name: 'Notér det' }).click();
    await page.getByText('3 af 3 har svaret.').waitFor();
    expect(await look(page, 'sign-protocol-signed-1280')).toEqual(FLAWLESS);
    await page.getByRole('link', { name: 'Se beviset for underskrifterne' }).click();
    await page.getByText('Kæden er hel').waitFor();
    expect(await look(page, 'sign-evidence-1280')).toEqual(FLAWLESS);
    await page.setViewportSize(PHONE);
    expect(await look(page, 'sign-evidence-390')).toEqual(FLAWLESS);
    expect(complaints).toEqual([]);
  });
});
