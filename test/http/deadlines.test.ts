import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hearingsOver } from './hearing-world.ts';
import { address, approvedItem, type Browser, createWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;

beforeAll(async () => {
  world = await createWorld();
  const hearings = await hearingsOver(world);
  officer = hearings.officer;
  secretary = await world.signIn(address('jonas.mikkelsen'));
  await hearings.open('general');
  await secretary.post('/moeder').type('form').send({ organ: 'organ-kb', date: '2023-12-12', startsAt: '13:00' });
  await approvedItem(world, officer, 'Skovens plan', [{ organ: 'organ-kb', role: 'deciding' }]);
  await world.app.relay.flush();
});
afterAll(() => world.close());

const page = async (browser: Browser) => (await browser.get('/frister').expect(200)).text;

describe('the deadlines ahead', () => {
  it('are shown to the secretariat with how each was found', async () => {
    const text = await page(secretary);
    expect(text).toContain('Høringsfristen udløber');
    expect(text).toContain('Strategisk ramme');
    expect(text).toContain('4 hverdage før mødet tirsdag den 12. december 2023');
    expect(text).toContain('Kommunalbestyrelsen');
  });

  it('stand in the order in which they fall due', async () => {
    const text = await page(secretary);
    expect(text.indexOf('Dagsordenen skal være sendt')).toBeLessThan(text.indexOf('Høringsfristen udløber'));
  });

  it('of what has been approved are gone', async () => {
    expect(await page(secretary)).not.toContain('Skovens plan');
  });

  it('are for an officer those of their own items', async () => {
    expect(await page(officer)).toContain('Strategisk ramme');
    const other = await world.approver();
    expect(await page(other)).not.toContain('Strategisk ramme');
  });

  it('need somebody who is signed in', async () => {
    expect((await world.agent().get('/frister')).status).not.toBe(200);
  });
});
