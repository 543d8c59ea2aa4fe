/** What ends a session besides time and its own person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownBrowserModel } from '#src/auth/models.ts';
import { savePerson } from '#src/people/save-person.ts';
import type { Person } from '#src/people/types.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let admin: Browser;
beforeAll(async () => {
  world = await createWorld({ SESSION_HOURS: '3', PARTY_SESSION_HOURS: '2' });
  admin = await world.signIn(address('karin.storgaard'));
});
afterAll(() => world.close());

const EMIL = 'person-emil-toftegaard';
async function personOf(id: string): Promise<Person> {
  const { body } = await admin.get('/api/v1/people').expect(200);
  return body.people.find((each: Person) => each.id === id);
}
/** Saves the person with what is changed, over the API. */
async function change(id: string, changed: Partial<Person>): Promise<void> {
  const { id: _, ...person } = await personOf(id);
  await admin
    .put(`/api/v1/people/${id}`)
    .send({ ...person, ...changed })
    .expect(200);
}
const isIn = async (browser: Browser) => (await browser.get('/api/v1/me')).status === 200;

describe('a session', () => {
  it('ends when its person is deactivated, and is not there again when they are let in anew', async () => {
    const browser = await world.signIn(address('emil.toftegaard'));
    // Nothing is asked in between: what happened meanwhile counts all the same.
    await change(EMIL, { active: false });
    await change(EMIL, { active: true });
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(await world.signIn(address('emil.toftegaard')))).toBe(true);
  });

  it('ends when the address changes, also back again', async () => {
    const browser = await world.signIn(address('emil.toftegaard'));
    await change(EMIL, { email: 'emil.ny@norddjurs.example' });
    await change(EMIL, { email: address('emil.toftegaard') });
    expect(await isIn(browser)).toBe(false);
  });

  it('ends when the roles change; one that was opened afterwards stays, and is alone in the list', async () => {
    const browser = await world.signIn(address('emil.toftegaard'));
    await change(EMIL, { roles: ['officer', 'secretariat'] });
    const later = await world.signIn(address('emil.toftegaard'));
    const { body } = await later.get('/api/v1/sessions').expect(200);
    expect(body.sessions).toMatchObject([{ current: true }]);
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(later)).toBe(true);
  });

  it('goes on when something else changes, and when roles are saved in another order', async () => {
    const browser = await world.signIn(address('emil.toftegaard'));
    await change(EMIL, { title: 'Chefkonsulent' });
    expect(await isIn(browser)).toBe(true);
    await change(EMIL, { roles: ['secretariat', 'officer'] });
    await change(EMIL, { title: 'Konsulent' });
    expect(await isIn(browser)).toBe(true);
  });

  it("ends by the operator's commands as well, which have no session of their own", async () => {
    const browser = await world.signIn(address('emil.toftegaard'));
    const person = await personOf(EMIL);
    await savePerson(world.app, { ...person, roles: ['officer'] }, null);
    expect(await isIn(browser)).toBe(false);
  });

  it('ends when an administrator says so, on the page and over the API, and the browser is not known any more', async () => {
    const known = () => knownBrowserModel(world.app.connection).countDocuments({ person: EMIL });
    const signOut = [
      () => admin.post(`/drift/personer/${EMIL}/log-ud`).expect(303),
      () => admin.delete(`/api/v1/people/${EMIL}/sessions`).expect(204),
    ];
    for (const act of signOut) {
      const browser = await world.signIn(address('emil.toftegaard'));
      const page = await admin.get(`/drift/personer/${EMIL}`).expect(200);
      expect(page.text).toContain('Log personen ud alle steder');
      expect(await known()).toBeGreaterThan(0);
      await act();
      expect(await isIn(browser)).toBe(false);
      expect(await known()).toBe(0);
    }
    const page = await admin.get(`/drift/personer/${EMIL}`).expect(200);
    expect(page.text).toContain('Ingen steder.');
    await admin.post('/drift/personer/person-ingen/log-ud').expect(404);
    await admin.delete('/api/v1/people/person-ingen/sessions').expect(404);
  });
});

describe('how long sessions last', () => {
  const request = (text: string) => /name="request" value="([^"]+)"/.exec(text)?.[1] ?? '';

  it('is what the configuration says', async () => {
    const browser = world.agent();
    const email = address('gitte.nymand');
    const before = new Date();
    const page = await browser.post('/log-ind').type('form').send({ email }).expect(200);
    const code = await world.codeFor(email, before);
    const opened = await browser
      .post('/log-ind/kode')
      .type('form')
      .send({ request: request(page.text), code })
      .expect(303);
    expect(String(opened.headers['set-cookie'])).toMatch(/sagsgang-\d+=[^;]+; Max-Age=10(800|79\d);/);
  });

  it('is so of parties as well', async () => {
    const { open } = await hearingsOver(world);
    const { link, email } = await open();
    const browser = world.agent();
    const before = new Date();
    const page = await browser.post(`${link}/kode`).type('form').send({}).expect(200);
    const code = await world.codeFor(email, before);
    const opened = await browser
      .post(`${link}/ind`)
      .type('form')
      .send({ request: request(page.text), code })
      .expect(303);
    expect(String(opened.headers['set-cookie'])).toContain('Max-Age=7200;');
  });
});
