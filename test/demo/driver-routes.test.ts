import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { actorOf } from '#src/auth/actor.ts';
import { createItem } from '#src/commands/item/create.ts';
import { ConfigError, readConfig } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { seedPeople } from '#src/dev/demo/people.ts';
import { createServer } from '#src/http/server.ts';
import { applyIndexes } from '#src/indexes.ts';
import { createMailer } from '#src/mail/mailer.ts';
import { connectStore } from '#src/store/connect.ts';
import { requestEdition } from '#src/store/editions.ts';
import { type FreshDatabase, freshDatabase, freshPrefix, services } from '../setup/database.ts';

const KEY = 'cd'.repeat(32);
const FIRST = '2023-11-13T12:00:00.000Z';

const settings = (uri: string) => ({
  NODE_ENV: 'test',
  MONGODB_URI: uri,
  REDIS_URL: services().redisUrl,
  SMTP_URL: services().smtpUrl,
  PUBLIC_URL: 'http://127.0.0.1:1',
  SERVER_KEY: 'ab'.repeat(32),
  QUEUE_PREFIX: freshPrefix().replace('_', '-'),
  LOG_LEVEL: 'silent',
  DEMO: '1',
});

describe("The driver's routes", () => {
  let database: FreshDatabase;
  let app: App;
  let server: ReturnType<typeof createServer>;
  const serverWith = (config: App['config']) =>
    createServer(
      { ...app, config },
      { mailer: createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log: app.log }) },
    );
  const asDriver = (call: request.Test) => call.set('Authorization', `Bearer ${KEY}`);

  beforeAll(async () => {
    database = await freshDatabase();
    const connection = await connectStore(database.uri);
    await applyIndexes(connection);
    await seedPeople({ connection, at: new Date(FIRST) });
    await connection.close();
    app = await createApp(readConfig({ ...settings(database.uri), DEMO_DRIVER_KEY: KEY }));
    server = serverWith(app.config);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('are unknown addresses to everybody without the key, and to every other process', async () => {
    const without = serverWith({ ...app.config, DEMO_DRIVER_KEY: undefined });
    for (const path of ['/demo/idle', '/demo/timeline']) {
      await request(server).get(path).expect(404);
      await request(server).get(path).set('Authorization', 'Bearer wrong').expect(404);
      await asDriver(request(without).get(path)).expect(404);
    }
    await request(server).put('/demo/clock').send({ at: FIRST }).expect(404);
    await request(server).post('/demo/packets').expect(404);
  });

  it('cannot be had in production, nor without the demo', () => {
    const given = { ...settings('mongodb://127.0.0.1/x'), DEMO_DRIVER_KEY: KEY };
    expect(() => readConfig({ ...given, DEMO: '0' })).toThrow(ConfigError);
    expect(() => readConfig({ ...given, NODE_ENV: 'production', PUBLIC_URL: 'https://x.test' })).toThrow(ConfigError);
  });

  it('set the clock that every command reads, forwards only', async () => {
    await asDriver(request(server).put('/demo/clock')).send({ at: FIRST }).expect(204);
    expect((await app.clock.now()).toISOString()).toBe(FIRST);
    const back = await asDriver(request(server).put('/demo/clock')).send({ at: '2023-11-13T11:59:00.000Z' });
    expect(back.status).toBe(409);
    expect(back.body.code).toBe('demo-clock-backwards');
    await asDriver(request(server).put('/demo/clock')).send({ at: 'tomorrow' }).expect(400);
  });

  it('do not move the clock while something is under way, and say when it has come to rest', async () => {
    const actor = actorOf(await app.directory.current(), 'person-sofie-brandt', new Date(FIRST));
    if (actor === null) throw new Error('no officer');
    // A delivery that nobody has done yet: no worker is running.
    const { stream, seq } = await createItem(app, { actor, cause: 'driver-test' }, { type: 'decision' });
    await app.relay.flush();
    await app.collections.deliveries.insertOne({
      _id: `${stream}.${seq}-1`,
      stream,
      seq,
      effect: {
        key: `${stream}.${seq}-1`,
        kind: 'signal',
        params: { stream: 'meeting-gone', event: { type: 'itemUnlisted', item: stream, turn: 1 } },
      },
      state: 'open',
      availableAt: new Date(0),
      claimedBy: null,
      claimedUntil: new Date(0),
      attempts: 0,
      messages: [],
      note: null,
      createdAt: new Date(0),
      closedAt: null,
    });
    const busy = await asDriver(request(server).get('/demo/idle'));
    expect(busy.body).toMatchObject({ idle: false, open: 1, at: FIRST });
    const refused = await asDriver(request(server).put('/demo/clock')).send({ at: '2023-11-14T08:00:00.000Z' });
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('demo-busy');

    const worker = await startWorker(app);
    await expect
      .poll(async () => (await asDriver(request(server).get('/demo/idle'))).body.idle, { timeout: 20_000 })
      .toBe(true);
    await worker.stop();
    await asDriver(request(server).put('/demo/clock')).send({ at: '2023-11-14T08:00:00.000Z' }).expect(204);
  });

  it('wait for the packets that are sent, and for no draft', async () => {
    const packets = async () => (await asDriver(request(server).post('/demo/packets')).expect(200)).body;
    const settled = { settled: true, wanted: 0, failed: [] };
    expect(await packets()).toEqual(settled);
    const ask = (variant: string) =>
      requestEdition(
        app.collections,
        { meeting: 'meeting-awaited', scope: 'all', variant },
        { document: 'ab'.repeat(32), recipe: 1, bilag: [], asOf: 1 },
        { by: null, restMs: 0, hasMore: async () => false },
      );
    await ask('draft');
    expect(await packets()).toEqual(settled);
    const { _id } = await ask('members');
    expect(await packets()).toEqual({ settled: false, wanted: 1, failed: [] });
    const failure = { rule: 'packet-erased', details: {} };
    await app.collections.editions.updateOne({ _id }, { $set: { state: 'failed', failure } });
    expect(await packets()).toEqual({ ...settled, failed: [{ edition: _id, rule: 'packet-erased' }] });
  });

  it('hand out the record, with the fields under the hash and nothing else', async () => {
    const { body } = await asDriver(request(server).get('/demo/timeline')).expect(200);
    expect(Object.keys(body.transitions[0])).toHaveLength(14);
    expect(body.transitions[0]).not.toHaveProperty('pending');
    expect(body.transitions[0]).not.toHaveProperty('_id');
  });

  it('write down sign-in codes, which go past the ledger', async () => {
    const asked = await request(server)
      .post('/api/v1/sign-in-codes')
      .set('Origin', app.config.PUBLIC_URL)
      .send({ email: 'sofie.brandt@norddjurs.example' });
    expect(asked.status).toBe(202);
    const mailsNow = async () => (await asDriver(request(server).get('/demo/timeline'))).body;
    await expect.poll(async () => (await mailsNow()).mails.length).toBe(1);
    await expect.poll(async () => (await mailsNow()).unsure).toEqual([]);
    expect((await mailsNow()).mails).toEqual([
      {
        messageId: expect.stringMatching(/^<sign-in-/),
        to: 'sofie.brandt@norddjurs.example',
        template: 'sign-in-code',
        at: '2023-11-14T08:00:00.000Z',
      },
    ]);
  });
});
