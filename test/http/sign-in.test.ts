import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitModel } from '#src/auth/models.ts';
import { waitInWords } from '#src/words/wait-in-words.ts';
import { address, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

describe('signing in', () => {
  it('sends whoever is not signed in to the sign-in page and back to where they wanted', async () => {
    const reply = await world.agent().get('/moeder?organ=organ-kb').set('Accept', 'text/html').expect(303);
    expect(reply.headers.location).toBe(`/log-ind?videre=${encodeURIComponent('/moeder?organ=organ-kb')}`);
  });

  it('lists the demo people by role and links to the mail catcher', async () => {
    const { text } = await world.agent().get('/log-ind').expect(200);
    expect(text).toContain('Sofie Lykke Brandt');
    expect(text).toContain('Administrator');
    expect(text).toContain(world.app.config.MAIL_CATCHER_URL);
  });

  it('says nothing about whether an address is known', async () => {
    const known = await world
      .agent()
      .post('/log-ind')
      .type('form')
      .send({ email: address('gitte.nymand') });
    const unknown = await world.agent().post('/log-ind').type('form').send({ email: 'nobody@elsewhere.example' });
    const withoutSecret = (text: string) => text.replace(/name="request" value="[^"]+"/, '');
    expect(unknown.status).toBe(known.status);
    expect(withoutSecret(unknown.text)).toBe(withoutSecret(known.text));
  });

  it('shows the tasks to who has signed in, and nothing more after signing out', async () => {
    const browser = await world.signIn(address('sofie.brandt'));
    const tasks = await browser.get('/').expect(200);
    expect(tasks.text).toContain('Dine udkast');
    expect(tasks.text).toContain('Nyt punkt');
    await browser.post('/log-ud').expect(303);
    await browser.get('/').expect(303);
  });

  it('signs out everywhere at once', async () => {
    const [here, there] = [
      await world.signIn(address('emil.toftegaard')),
      await world.signIn(address('emil.toftegaard')),
    ];
    await here.post('/log-ud/alle').expect(303);
    await there.get('/').expect(303);
  });

  it('refuses a wrong code in Danish and takes the right one after it', async () => {
    const browser = world.agent();
    const before = new Date();
    const email = address('karin.storgaard');
    const page = await browser.post('/log-ind').type('form').send({ email });
    const request = /name="request" value="([^"]+)"/.exec(page.text)?.[1];
    const code = await world.codeFor(email, before);
    const wrong = code === '000000' ? '000001' : '000000';
    const refused = await browser.post('/log-ind/kode').type('form').send({ request, code: wrong }).expect(409);
    expect(refused.text).toContain('Koden er ikke rigtig.');
    await browser.post('/log-ind/kode').type('form').send({ request, code }).expect(303);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a b'])(
    'never goes on to another place than its own pages: %s',
    async (videre) => {
      const { text } = await world.agent().get('/log-ind').query({ videre }).expect(200);
      expect(text).toContain('name="videre" value="/"');
    },
  );

  it('refuses what does not come from its own pages', async () => {
    const reply = await world
      .agent()
      .post('/log-ind')
      .set('Origin', 'https://evil.example')
      .set('Accept', 'application/json');
    expect(reply.status).toBe(403);
    expect(reply.body.code).toBe('foreign-origin');
  });
});

describe('what every reply carries', () => {
  it('is a policy without inline script or style, and no permission to keep a copy', async () => {
    const { headers } = await world.agent().get('/log-ind').expect(200);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('style sheets and scripts are served from here and may be kept for ever', async () => {
    const { text } = await world.agent().get('/log-ind');
    const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '');
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const { headers } = await world.agent().get(asset).expect(200);
      expect(headers['cache-control']).toContain('immutable');
    }
    expect(text).not.toMatch(/(?:href|src)="https?:\/\/(?!127\.0\.0\.1)/);
  });
});

describe('the log', () => {
  it('never holds a code, a cookie, a token or an address', async () => {
    const browser = await world.signIn(address('sofie.brandt'));
    await browser.get('/l/secret-token-of-a-link');
    await browser.get('/h/secret-token-of-a-party/svar');
    await browser.get('/punkter?q=010190-1234');
    const log = world.logged.join('');
    for (const path of ['/l/:token', '/h/:token/svar']) expect(log).toContain(path);
    for (const secret of ['secret-token', 'sofie.brandt@', 'sagsgang-', '010190', 'Max-Age'])
      expect(log).not.toContain(secret);
    expect(log).not.toMatch(/[\w-]{43}\.[\w-]{43}/);
  });

  it('says how long to wait where codes were asked for too often, as Retry-After does', async () => {
    // The demo's limits are wide: the window is filled beforehand.
    const { connection, config } = world.app;
    const browser = world.agent();
    const email = 'for.ofte@elsewhere.example';
    await browser.post('/log-ind').type('form').send({ email }).expect(200);
    const filled = await limitModel(connection).updateMany({}, { $set: { count: 1_000_000 } });
    expect(filled.modifiedCount).toBeGreaterThan(0);
    expect(config.DEMO).toBe(true);
    const refused = await browser.post('/log-ind').type('form').send({ email }).expect(429);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(refused.text).toContain(`Prøv igen ${waitInWords(seconds)}.`);
    const byProgram = await browser.post('/api/v1/sign-in-codes').send({ email }).expect(429);
    expect(byProgram.body.detail).toContain(`Prøv igen ${waitInWords(Number(byProgram.headers['retry-after']))}.`);
    await limitModel(connection).deleteMany({});
  });
});
