/** Signing out, of people and of parties, and what the browser is asked to forget. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partyCookie } from '#src/auth/cookie.ts';
import { partyToken } from '#src/links/party-link.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const FORGET = '"cache", "storage"';

describe('somebody who signs out', () => {
  it.each([
    ['on a page', 'post', '/log-ud'],
    ['everywhere', 'post', '/log-ud/alle'],
    ['over the API', 'delete', '/api/v1/sessions/current'],
    ['everywhere over the API', 'delete', '/api/v1/sessions'],
  ] as const)('%s has the browser forget what it kept', async (_, method, path) => {
    const browser = await world.signIn(address('emil.toftegaard'));
    const { headers } = await browser[method](path);
    expect(headers['clear-site-data']).toBe(FORGET);
    expect(String(headers['set-cookie'])).toMatch(/sagsgang-\d+=; Max-Age=0/);
    await browser.get('/api/v1/me').expect(401);
  });
});

describe('a party that leaves', () => {
  it('is not known any more in that browser, on its pages and over the API, and keeps its link', async () => {
    const at = await hearingsOver(world);
    const { hearing, party, link, email } = await at.open();
    const { browser } = await at.atTheForm({ link, email });
    expect((await browser.get(link).expect(200)).text).toContain(`action="${link}/ud"`);
    const api = `/api/v1/hearing-links/${partyToken(world.app.config.SERVER_KEY, { hearing, party })}`;
    // One cookie for the pages and the API.
    expect((await browser.get(api).expect(200)).body.isKnown).toBe(true);

    const left = await browser.post(`${link}/ud`).expect(303);
    expect(left.headers.location).toBe(link);
    expect(left.headers['clear-site-data']).toBe(FORGET);
    await browser.get(`${link}/svar`).expect(303);
    expect((await browser.get(api).expect(200)).body.isKnown).toBe(false);
    expect((await browser.get(link).expect(200)).text).toContain('Send mig en kode');

    const again = await at.atTheForm({ link, email });
    const gone = await again.browser.delete(`${api}/sessions/current`).expect(204);
    expect(gone.headers['clear-site-data']).toBe(FORGET);
    expect((await again.browser.get(api).expect(200)).body.isKnown).toBe(false);
  });
});

describe('over TLS', () => {
  it('every cookie is tied to this host, and the browser stays with https below it as well', async () => {
    const secure = await createWorld({ PUBLIC_URL: 'https://sagsgang.norddjurs.example' });
    const browser = secure.agent().set('Origin', 'https://sagsgang.norddjurs.example');
    const at = await browser.post('/log-ind').type('form').send({ email: 'ingen@elsewhere.example' }).expect(200);
    expect(String(at.headers['set-cookie'])).toMatch(/^__Host-sagsgang-browser=[\w-]{43}; .*Path=\/; HttpOnly; Secure/);
    expect(at.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    expect(partyCookie(secure.app.config.PUBLIC_URL, 'party-1').name).toBe('__Host-hoering-party-1');
    const left = await browser.post('/log-ud').expect(303);
    expect(String(left.headers['set-cookie'])).toMatch(/^__Host-sagsgang=; Max-Age=0; Path=\/; HttpOnly; Secure/);
    await secure.close();
  });
});
