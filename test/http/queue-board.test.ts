/** The jobs in the queues as an administrator sees them, over HTTP and in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Effect } from '#machines/effects.ts';
import { jobFor } from '#src/queue/queues.ts';
import { address, approvedItem, createWorld, until, type World } from './world.ts';

let world: World;
let deaf: World;
beforeAll(async () => {
  [world, deaf] = await Promise.all([createWorld(), createWorld({ REDIS_URL: 'redis://127.0.0.1:1' })]);
});
afterAll(async () => {
  await Promise.all([world.close(), deaf.close()]);
});

const admin = () => world.signIn(address('karin.storgaard'));
interface Shown {
  queues: { name: string; readOnlyMode: boolean; jobs: { id: string; name: string; data: unknown }[] }[];
}

describe('the board of the queues', () => {
  it('is for administrators alone, and linked from their page', async () => {
    await world.agent().get('/drift/koer').set('Accept', 'application/json').expect(401);
    for (const name of ['sofie.brandt', 'jonas.mikkelsen']) {
      const other = await world.signIn(address(name));
      for (const path of [
        '/drift/koer',
        '/drift/koer/',
        '/drift/koer/api/queues',
        '/drift/koer/static/images/logo.svg',
      ])
        await other.get(path).expect(403);
    }
    const browser = await admin();
    expect((await browser.get('/drift').expect(200)).text).toContain('href="/drift/koer/"');
    expect((await browser.get('/drift/koer/').expect(200)).text).toContain('<base href="/drift/koer/"');
  });

  it('shows every queue, its jobs by name and id, and nobody’s address', async () => {
    const officer = await world.signIn(address('sofie.brandt'));
    const item = await approvedItem(world, officer, 'Vandplan', [{ organ: 'organ-oek', role: 'deciding' }]);
    const browser = await admin();
    const ask = async () => {
      const { body } = await browser.get('/drift/koer/api/queues?activeQueue=mail&status=completed').expect(200);
      return body as Shown;
    };
    const { queues } = await until(ask, ({ queues: [mail] }) =>
      (mail?.jobs ?? []).some(({ id }) => id.startsWith(item)),
    );
    expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
      ['mail', true],
      ['signal', true],
      ['deadlines', true],
      ['packet', true],
    ]);
    const job = queues[0]?.jobs.find(({ id }) => id.startsWith(item));
    expect(job).toMatchObject({ name: 'approval-request', data: { id: job?.id } });
    expect(JSON.stringify(queues)).not.toMatch(/@|bettina|Vandplan/i);
    const one = await browser.get(`/drift/koer/api/queues/mail/${job?.id}`).expect(200);
    expect(JSON.stringify(one.body)).not.toMatch(/@|bettina|Vandplan/i);
  });

  it('changes nothing: what would pause, retry, empty or remove is no address', async () => {
    const browser = await admin();
    const row = await world.app.collections.deliveries.findOne({ 'effect.kind': 'mail' }).lean();
    const { id } = jobFor(row?.effect as Effect);
    for (const path of [
      'queues/pause',
      'queues/mail/pause',
      'queues/mail/empty',
      'queues/mail/obliterate',
      `queues/mail/${id}/retry`,
      `queues/mail/${id}/clean`,
    ]) {
      await browser.put(`/drift/koer/api/${path}`).set('Accept', 'application/json').expect(404);
    }
    await browser
      .post('/drift/koer/api/queues/mail/add')
      .set('Accept', 'application/json')
      .send({ name: 'x' })
      .expect(404);
    expect(await world.app.queues.queue('mail').isPaused()).toBe(false);
    expect(await world.app.queues.queue('mail').getJob(id)).toBeDefined();
  });

  it('runs no inline script and fetches nothing from elsewhere', async () => {
    const { headers, text } = await (await admin()).get('/drift/koer/').expect(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-powered-by']).toBeUndefined();
    const inline = [...text.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].map(([tag]) => tag);
    expect(inline).toEqual([expect.stringContaining('type="application/json"')]);
  });

  it('without Redis is a page that says so', async () => {
    const browser = await deaf.signIn(address('karin.storgaard'));
    const { text } = await browser.get('/drift/koer').set('Accept', 'text/html').expect(503);
    expect(text).toContain('fordi Redis ikke svarer');
  });
});
