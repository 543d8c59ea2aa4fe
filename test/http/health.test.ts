import { afterAll, beforeAll, expect, it } from 'vitest';
import { address, approvedItem, createWorld, until, type World } from './world.ts';

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

it('the figures say how many transitions go to the store in one insert', async () => {
  const officer = await world.signIn(address('sofie.brandt'));
  const figures = async () => {
    const { text } = await world.agent().get('/metrics').expect(200);
    const read = (end: string) =>
      Number(new RegExp(`sagsgang_commit_insert_transitions_${end} (\\d+)`).exec(text)?.[1]);
    return { inserts: read('count'), transitions: read('sum') };
  };
  const before = await figures();
  for (const requestId of ['inserted-first', 'inserted-second']) {
    await officer.post('/punkter').type('form').send({ type: 'decision', requestId }).expect(303);
  }
  const after = await figures();
  expect(after.transitions - before.transitions).toBeGreaterThanOrEqual(2);
  expect(after.inserts - before.inserts).toBeGreaterThanOrEqual(1);
});

it('the figures say of each queue how much waits and for how long, how long its jobs take and how many fail', async () => {
  const officer = await world.signIn(address('sofie.brandt'));
  await approvedItem(world, officer, 'Vandplan', [{ organ: 'organ-oek', role: 'deciding' }]);
  const figures = async () => (await world.agent().get('/metrics').expect(200)).text;
  const figure = (text: string, name: string) => {
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1) ?? Number.NaN);
  };
  const done = 'sagsgang_queue_finished_total{queue="mail",result="done"}';
  const text = await until(figures, (seen) => figure(seen, done) >= 1);
  expect(figure(text, done)).toBeGreaterThanOrEqual(1);
  expect(figure(text, 'sagsgang_queue_duration_seconds{queue="mail",quantile="0.5"}')).toBeGreaterThan(0);
  expect(figure(text, 'sagsgang_queue_finished_total{queue="mail",result="failed"}')).toBe(0);
  for (const queue of ['mail', 'signal', 'deadlines', 'packet']) {
    expect(figure(text, `sagsgang_queue_jobs{queue="${queue}",state="waiting"}`)).toBeGreaterThanOrEqual(0);
    expect(figure(text, `sagsgang_queue_oldest_seconds{queue="${queue}"}`)).toBeGreaterThanOrEqual(0);
  }
  // A row that no job has done: the store knows how long it has been due.
  const { deliveries } = world.app.collections;
  const row = await deliveries.findOne({ 'effect.kind': 'mail' }).lean();
  const claimedUntil = new Date(Date.now() + 3_600_000);
  const overdue = { _id: 'item-overdue.1-1', state: 'open', availableAt: new Date(Date.now() - 90_000), claimedUntil };
  await deliveries.insertOne({ ...row, ...overdue } as never);
  expect(figure(await figures(), 'sagsgang_queue_oldest_seconds{queue="mail"}')).toBeGreaterThanOrEqual(90);
  await deliveries.deleteOne({ _id: overdue._id });
});

it('without Redis the figures that the store knows are there, and those that Redis knows are not', async () => {
  const { text } = await deaf.agent().get('/metrics').expect(200);
  expect(text).toContain('sagsgang_queue_oldest_seconds{queue="mail"}');
  expect(text).not.toContain('sagsgang_queue_jobs{');
});

it('only administrators see how the machinery is doing', async () => {
  const officer = await world.signIn(address('sofie.brandt'));
  await officer.get('/drift').expect(403);
  const admin = await world.signIn(address('karin.storgaard'));
  const { text } = await admin.get('/drift').expect(200);
  expect(text).toContain('Har stået længst');
});
