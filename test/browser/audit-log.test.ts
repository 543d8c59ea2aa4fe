/** An administrator reads the log, at a desk and on a phone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminForms } from '../http/admin-forms.ts';
import { address, type Browser, createWorld, type World } from '../http/world.ts';
import { DESK, FLAWLESS, look, openBrowser, PHONE, signIn } from './support.ts';

let world: World;
let admin: Browser;
const { send, formOn } = adminForms(() => ({ world, admin }));

beforeAll(async () => {
  world = await createWorld();
  admin = await world.signIn(address('karin.storgaard'));
  const { id, rev } = await formOn('/drift/personer/person-sofie-brandt');
  const sofie = { name: 'Sofie Lykke Brandt', email: address('sofie.brandt'), title: 'Konsulent', roles: ['officer'] };
  await send(`/drift/personer/${id}`, { ...sofie, active: 'yes', id, rev, do: 'save' }).expect(303);
  const officer = await world.signIn(address('emil.toftegaard'));
  const userAgent = `Mozilla/5.0 ${'Lang'.repeat(60)}`;
  await officer.get('/drift').set('User-Agent', userAgent).expect(403);
  await world.agent().get('/l/item-1.2.forged').expect(404);
  await admin.get('/drift/log/log.ndjson').expect(200);
  await world.app.audit.settled();
});
afterAll(() => world?.close());

it.each([
  ['desk', DESK],
  ['phone', PHONE],
] as const)('finds who was refused and takes the log out, at a %s', async (name, size) => {
  const { page, complaints, close } = await openBrowser(size);
  try {
    await signIn(world, page, 'Karin Storgaard');
    await page.goto(`${world.origin}/drift`);
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await page.getByRole('heading', { name: 'Log', exact: true }).waitFor();
    await page.getByText('Ændrede eller satte i gang').last().waitFor();
    expect(await look(page, `audit-log-${name}`)).toEqual(FLAWLESS);
    await page.getByLabel('Hændelse').selectOption({ label: 'Fik ikke adgang' });
    await page.getByLabel('Person').selectOption({ label: 'Emil Toftegaard' });
    await page.getByRole('button', { name: 'Søg' }).click();
    await page.getByText('Regel: role-needed').waitFor();
    expect(
      await page
        .getByRole('listitem')
        .filter({ has: page.locator('time') })
        .count(),
    ).toBe(1);
    expect(await look(page, `audit-log-found-${name}`)).toEqual(FLAWLESS);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Hent som JSON' }).click();
    expect((await download).suggestedFilename()).toBe('log.ndjson');
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
