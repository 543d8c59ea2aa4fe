import { afterAll, beforeAll, expect, it } from 'vitest';
import { address, createWorld, type World } from './world.ts';

let world: World;
let deaf: World;
beforeAll(async () => {
  world = await createWorld();
  deaf = await createWorld({ REDIS_URL: 'redis://127.0.0.1:1' });
});
afterAll(async () => {
  await world.close();
  await deaf.close();
});

it('the process says that it lives, and that it can serve', async () => {
  await world.agent().get('/healthz').expect(200);
  const { body } = await world.agent().get('/readyz').expect(200);
  expect(body).toMatchObject({ ready: true, store: 'ok', redis: 'ok' });
});

it('without Redis it is ready all the same, and says what is missing', async () => {
  const { body } = await deaf.agent().get('/readyz').expect(200);
  expect(body).toMatchObject({ ready: true, redis: 'no answer' });
});

it('without Redis the admin page says that the queue does not answer', async () => {
  const admin = await deaf.signIn(address('karin.storgaard'));
  const { text } = await admin.get('/drift').expect(200);
  expect(text).toContain('Køen svarer ikke');
});

it('the figures name routes by their pattern and refusals by their rule', async () => {
  await world.agent().get('/moeder/meeting-unknown').set('Accept', 'application/json').expect(401);
  const { text } = await world.agent().get('/metrics').expect(200);
  expect(text).toContain('route="/moeder/:meeting"');
  expect(text).not.toContain('meeting-unknown');
  expect(text).toMatch(/sagsgang_refusals_total\{rule="sign-in-needed"\} \d/);
  expect(text).toContain('sagsgang_relay_lag_seconds');
  expect(text).toContain('sagsgang_deliveries{state="open"}');
});

it('the figures count what was committed, and an intention that comes twice once', async () => {
  const officer = await world.signIn(address('sofie.brandt'));
  const commits = async () =>
    Number(
      /sagsgang_commits_total\{machine="agenda-item"\} (\d+)/.exec((await world.agent().get('/metrics')).text)?.[1] ??
        0,
    );
  const before = await commits();
  const twice = () =>
    officer.post('/punkter').type('form').send({ type: 'decision', requestId: 'counted-once' }).expect(303);
  const [first, second] = [await twice(), await twice()];
  expect(second.headers.location).toBe(first.headers.location);
  expect(await commits()).toBe(before + 1);
});

it('only administrators see how the machinery is doing', async () => {
  const officer = await world.signIn(address('sofie.brandt'));
  await officer.get('/drift').expect(403);
  const admin = await world.signIn(address('karin.storgaard'));
  const { text } = await admin.get('/drift').expect(200);
  expect(text).toContain('Har stået længst');
});
