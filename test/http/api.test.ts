import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, approvedItem, type Browser, createWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let item = '';

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  item = await approvedItem(world, officer, 'Budget', [{ organ: 'organ-kb', role: 'deciding' }]);
});
afterAll(() => world.close());

const events = (body: unknown, by: Browser = officer) => by.post(`/api/v1/items/${item}/events`).send(body as object);
const seqNow = async (): Promise<number> => (await officer.get(`/api/v1/items/${item}`)).body.seq;

describe('what bad input gets', () => {
  it.each([
    ['an unknown event', { type: 'explode' }],
    ['an event of the machinery under the machine', { type: 'xstate.init' }],
    ['an event of another machine', { type: 'xstate.done.actor.0' }],
    ['an event that only the system may send', { type: 'meetingEnded', meeting: 'meeting-1', decision: {} }],
    ['the name of an object’s own parts', { type: 'constructor' }],
    ['no event', {}],
    ['a wrong type', { type: 7 }],
    ['an unknown field', { type: 'recall', surprise: true }],
    ['a missing field', { type: 'withdraw' }],
  ])('%s: 400, and nothing is stored', async (_, body) => {
    const before = await seqNow();
    const reply = await events(body).expect(400);
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(reply.body).toMatchObject({ type: 'urn:sagsgang:rule:bad-input', status: 400, code: 'bad-input' });
    expect(reply.body.detail).toContain('Ret felterne');
    expect(await seqNow()).toBe(before);
  });

  /** A quotation in a quotation in a quotation. */
  const nested = (levels: number) =>
    `${'{"type":"blockquote","content":['.repeat(levels)}{"type":"paragraph"}${']}'.repeat(levels)}`;
  const cell = '{"type":"tableCell","attrs":{"colspan":50}}';
  const row = `{"type":"tableRow","content":[${Array(8).fill(cell).join(',')}]}`;
  const spread = (rows: number) => `{"type":"table","content":[${Array(rows).fill(row).join(',')}]}`;
  it.each([
    ['half a character in a text', '"printedOpenness":"Budget \\ud83d"', 'half-character'],
    ['half a character in a name', '"\\udc00":1', 'half-character'],
    ['quotations within quotations', `"printedOpenness":${nested(30)}`, 'nested-too-deep'],
    ['ten thousand of them', `"printedOpenness":${nested(10_000)}`, 'nested-too-deep'],
    ['400 rows of cells that span 50 columns each', `"printedOpenness":${spread(400)}`, 'table-too-wide'],
    ['the prototype of all objects', '"__proto__":{"owner":"person-emil-toftegaard"}', 'bad-input'],
    ['an operator of the store', '"printedOpenness":{"$gt":""}', 'bad-input'],
  ])('%s: 400 by name, and the draft is as it was', async (_, field, code) => {
    const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const draft = async () => (await officer.get(`/api/v1/items/${body.stream}`).expect(200)).body.draft;
    const { rev, ...before } = await draft();
    const text = JSON.stringify({ rev, draft: before }).replace('"content":{', `"content":{${field},`);
    const reply = await officer.put(`/api/v1/items/${body.stream}/draft`).type('json').send(text);
    expect([reply.status, reply.body.code]).toEqual([400, code]);
    expect(await draft()).toEqual({ rev, ...before });
  });

  it('half a character in a meeting’s place would break its chain: 400', async () => {
    const secretary = await world.signIn(address('jonas.mikkelsen'));
    const text = '{"organ":"organ-kb","date":"2024-01-30","startsAt":"17:00","place":"Grenaa \\ud800"}';
    const reply = await secretary.post('/api/v1/meetings').type('json').send(text);
    expect([reply.status, reply.body.code]).toEqual([400, 'half-character']);
  });

  it('a body that is not packed as it says: 400', async () => {
    const reply = await officer
      .post(`/api/v1/items/${item}/events`)
      .set('Content-Encoding', 'gzip')
      .type('json')
      .send('{"type":"recall"}');
    expect([reply.status, reply.body.code]).toEqual([400, 'bad-input']);
  });

  it.each([
    ['a list', '[1]'],
    ['half a document', '{"type":'],
  ])('%s instead of an object: 400', async (_, text) => {
    const reply = await officer.post(`/api/v1/items/${item}/events`).type('json').send(text);
    expect([reply.status, reply.body.code]).toEqual([400, 'bad-input']);
  });

  it('a body that is no JSON: 415', async () => {
    const reply = await officer.post(`/api/v1/items/${item}/events`).type('form').send({ type: 'recall' });
    expect(reply.status).toBe(415);
  });

  it('too large an event, and too large a draft: 413', async () => {
    const event = await events({ type: 'withdraw', reason: 'x'.repeat(70_000) });
    expect([event.status, event.body.code]).toEqual([413, 'body-too-large']);
    const draft = await officer.put(`/api/v1/items/${item}/draft`).send({ rev: 1, draft: 'x'.repeat(1_100_000) });
    expect([draft.status, draft.body.code]).toEqual([413, 'body-too-large']);
  });

  it('an action by the wrong person: 403 with who may', async () => {
    const stranger = await world.signIn(address('emil.toftegaard'));
    const reply = await events({ type: 'withdraw', reason: 'Ikke min sag' }, stranger).expect(403);
    expect(reply.body.code).toBe('only-owner-or-secretariat');
    expect(reply.body.title).toContain('sagsbehandler');
  });

  it('an event out of order: 409 with the rule', async () => {
    const reply = await events({ type: 'reopen' }).expect(409);
    expect(reply.body.code).toBe('not-in-this-state');
  });

  it('a stale precondition: 412, and a malformed one: 400', async () => {
    const stale = await events({ type: 'withdraw', reason: 'Skal ikke bruges' }).set('If-Match', '"1"').expect(412);
    expect(stale.body).toMatchObject({ code: 'changed-meanwhile', seq: await seqNow() });
    await events({ type: 'withdraw', reason: 'Skal ikke bruges' }).set('If-Match', 'W/"x"').expect(400);
  });

  it('an item nobody knows, and one that may not be known: the same 404', async () => {
    const stranger = await world.signIn(address('emil.toftegaard'));
    const unknown = await stranger.get('/api/v1/items/item-unknown').expect(404);
    const hidden = await stranger.get(`/api/v1/items/${item}`).expect(404);
    expect(hidden.body).toEqual(unknown.body);
  });

  it('without a session: 401; from another site: 403', async () => {
    await world.agent().get(`/api/v1/items/${item}`).expect(401);
    await events({ type: 'recall' }).set('Origin', 'https://evil.example').expect(403);
  });
});

describe('the same intention twice', () => {
  it('is one transition with one answer, by its idempotency key', async () => {
    const send = () => events({ type: 'withdraw', reason: 'Sagen er løst' }).set('Idempotency-Key', 'withdraw-once');
    const first = await send().expect(200);
    const second = await send().expect(200);
    expect(second.body).toEqual({ ...first.body, replayed: true });
    expect(second.headers.etag).toBe(`"${first.body.seq}"`);
  });

  it('is another intention where the same key comes with something else: nobody is told that it was done', async () => {
    const send = (body: object) => events(body).set('Idempotency-Key', 'one-key-for-two');
    const first = await send({ type: 'reopen' }).expect(200);
    const second = await send({ type: 'withdraw', reason: 'Alligevel ikke' }).expect(200);
    expect(second.body).toMatchObject({ seq: first.body.seq + 1, to: 'withdrawn', replayed: false });
  });

  it('one person’s key means nothing in another’s hands', async () => {
    const secretary = await world.signIn(address('jonas.mikkelsen'));
    const reply = await events({ type: 'withdraw', reason: 'Sagen er løst' }, secretary).set(
      'Idempotency-Key',
      'withdraw-once',
    );
    expect(reply.body.code).toBe('not-in-this-state');
  });
});
