import express from 'express';
import pino from 'pino';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '#src/clock.ts';
import { answer, nothing } from '#src/http/answer.ts';
import { FORM_WITH_FILES } from '#src/http/body.ts';
import { apiOperations, mount, type Operation, operation, operationOf } from '#src/http/operation.ts';
import { ItemId, VersionNumber } from '#src/http/path-params.ts';
import { problemHandler } from '#src/http/problems.ts';
import type { Web } from '#src/http/web.ts';

const CLOCK = new Date('2026-01-05T09:00:00Z');
const web = { app: { config: { DEMO_DRIVER_KEY: 'the-key' }, clock: fixedClock(CLOCK) } } as unknown as Web;

function serving(...operations: Operation[]) {
  const server = express();
  server.set('query parser', 'simple');
  mount(server, web, operations);
  server.use(problemHandler(pino({ level: 'silent' })));
  return request(server);
}

const Row = z.strictObject({ office: z.string(), to: z.string().default('') });
/** Says what it was given. */
const echo = operation({
  method: 'post',
  path: '/rows/:id',
  access: 'public',
  schema: {
    params: z.object({ id: z.string() }),
    body: z.strictObject({
      requestId: z.string().optional(),
      rows: z.array(Row),
      roles: z.array(z.string()).default([]),
    }),
  },
  handler: ({ response, params, body }) => response.json({ id: params.id, ...body }),
});
const save = operation({
  method: 'put',
  path: '/api/v1/things/:id',
  access: 'public',
  summary: 'Saves a thing.',
  schema: {
    query: z.object({ dry: z.enum(['yes', 'no']).default('no') }),
    body: z.strictObject({ id: z.string(), rev: z.null(), name: z.string().trim().min(1) }),
  },
  implies: { id: ':id', rev: null },
  answers: answer('As it is stored.', z.looseObject({}), 201),
  handler: ({ body, query }) => ({ ...body, ...query }),
});

describe('the input of an operation', () => {
  it('comes to the handler as its schemas say, with rows as rows and lists as lists', async () => {
    const { body } = await serving(echo)
      .post('/rows/a%20b')
      .type('form')
      .send('rows[0][office]=office-1&rows[0][to]=2026&rows[1][office]=office-2&roles[]=officer')
      .expect(200);
    expect(body).toEqual({
      id: 'a b',
      rows: [
        { office: 'office-1', to: '2026' },
        { office: 'office-2', to: '' },
      ],
      roles: ['officer'],
    });
  });

  it('is filled in by what the path says, whatever the body says of it', async () => {
    const put = serving(save).put('/api/v1/things/thing-1?dry=yes&more=1');
    const { body } = await put.send({ name: ' Bord ', id: 'thing-2' }).expect(201);
    expect(body).toEqual({ id: 'thing-1', rev: null, name: 'Bord', dry: 'yes' });
  });

  it.each([
    ['a field that is missing', '/api/v1/things/x', {}, ['name']],
    ['a field too many', '/api/v1/things/x', { name: 'Bord', more: 1 }, []],
    ['a question that is none', '/api/v1/things/x?dry=perhaps', { name: 'Bord' }, ['dry']],
    ['a list', '/api/v1/things/x', [1], []],
  ])('%s is a problem that names the place', async (_, path, body, place) => {
    const reply = await serving(save).put(path).send(body).expect(400);
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(reply.body).toMatchObject({
      code: 'bad-input',
      status: 400,
      issues: [{ path: place, message: expect.any(String) }],
    });
  });

  it('that is no JSON where JSON is expected is 415', async () => {
    const reply = await serving(save).put('/api/v1/things/x').type('form').send({ name: 'Bord' });
    expect([reply.status, reply.body.code]).toEqual([415, 'bad-input']);
  });

  it.each([
    ['another prototype', 'rows[__proto__][office]=x', 400],
    ['another prototype, in disguise', 'rows%5B%5F_proto__%5D[office]=x', 400],
    ['another constructor', 'constructor[prototype][office]=x', 400],
    ['rows in rows in rows in rows', 'rows[0][a][b][c][d][e]=x', 400],
    ['a row with a number beyond all lists', 'rows[99999999][office]=x', 400],
    ['more fields than a form has', 'a=1&'.repeat(600), 413],
    ['more than a form holds', `rows[0][office]=${'x'.repeat(70_000)}`, 413],
  ])('a form with %s is refused', async (_, body, status) => {
    const reply = await serving(echo).post('/rows/x').set('Accept', 'application/json').type('form').send(body);
    expect([reply.status, reply.body.code]).toEqual([status, status === 413 ? 'body-too-large' : 'bad-input']);
    expect(({} as { office?: string }).office).toBeUndefined();
  });
});

describe('a form that is shown again', () => {
  const edit = operation({
    method: 'post',
    path: '/things/:thing',
    access: 'public',
    schema: { params: z.object({ thing: VersionNumber }), body: z.strictObject({ name: z.string().min(3) }) },
    handler: ({ response, params, body, fields }) => response.json({ stored: { ...params, ...body }, fields }),
    onBadInput: ({ response, params, fields }, { code, details }) =>
      response.status(422).json({ again: { ...params, ...fields }, code, issues: details.issues }),
  });
  const post = (body: string) => serving(edit).post('/things/3').type('form').send(body);

  it('gets what was typed and what is wrong with it, where it does not fit', async () => {
    const { body } = await post('name=A&extra[]=x&requestId=abcdefgh').expect(422);
    expect(body).toMatchObject({ again: { thing: 3, name: 'A', extra: ['x'] }, code: 'bad-input' });
    expect(body.again).not.toHaveProperty('requestId');
    expect(body.issues.map(({ path }: { path: unknown }) => path)).toContainEqual(['name']);
  });

  it('is none where it fits: the handler has what was checked and what was typed', async () => {
    const { body } = await post('name=Bord&requestId=abcdefgh').expect(200);
    expect(body).toEqual({ stored: { thing: 3, name: 'Bord' }, fields: { name: 'Bord' } });
  });
});

describe('a form that its handler receives itself', () => {
  it('is checked by the schema that the operation declares', async () => {
    const upload = operation({
      method: 'post',
      path: '/uploads',
      access: 'public',
      takes: FORM_WITH_FILES,
      schema: { body: z.strictObject({ pages: z.coerce.number().int() }) },
      handler: ({ request, response, checkBody }) =>
        response.json(checkBody({ pages: String(request.get('x-pages')) })),
    });
    const post = (pages: string) =>
      serving(upload).post('/uploads').set({ Accept: 'application/json', 'X-Pages': pages });
    await post('4').expect(200, { pages: 4 });
    expect((await post('many').expect(400)).body).toMatchObject({ code: 'bad-input', issues: [{ path: ['pages'] }] });
  });
});

describe('a parameter of a path', () => {
  const version = operation({
    method: 'get',
    path: '/items/:id/versions/:n',
    access: 'public',
    schema: { params: z.object({ id: ItemId, n: VersionNumber }) },
    handler: ({ response, params }) => response.json(params),
  });
  const get = (path: string) => serving(version).get(path).set('Accept', 'application/json');

  it('comes to the handler as what its schema makes of it', async () => {
    await get('/items/item-1/versions/12').expect(200, { id: 'item-1', n: 12 });
  });

  it.each([
    ['/items/item_1/versions/1', 'agenda-item'],
    ['/items/item-1/versions/0', 'version'],
    ['/items/item-1/versions/1.0', 'version'],
    ['/items/item-1/versions/01', 'version'],
    ['/items/item-1/versions/x', 'version'],
  ])('that does not fit (%s) names no %s that there is: 404', async (path, what) => {
    expect((await get(path).expect(404)).body).toMatchObject({ code: 'not-found', what });
  });
});

describe('an operation', () => {
  it('that is timed knows when the request came; one without an answer is 204', async () => {
    const seen: (Date | null)[] = [];
    const timed = operation({
      method: 'post',
      path: '/api/v1/signs/:id',
      access: 'public',
      schema: { params: z.object({ id: z.string() }) },
      timed: true,
      summary: 'Notes it.',
      answers: nothing('It is noted.'),
      handler: ({ receivedAt }) => void seen.push(receivedAt),
    });
    await serving(timed).post('/api/v1/signs/x').expect(204);
    expect(seen).toEqual([CLOCK]);
  });

  it('for the driver of the demo is an unknown address to all who have not its key', async () => {
    const idle = operation({
      method: 'get',
      path: '/demo/idle',
      access: 'driver',
      handler: ({ response }) => response.json({ idle: true }),
    });
    const get = (key: string) =>
      serving(idle).get('/demo/idle').set({ Accept: 'application/json', Authorization: key });
    await get('Bearer the-key').expect(200, { idle: true });
    expect((await get('Bearer another').expect(404)).body.code).toBe('not-found');
    expect((await get('').expect(404)).body.code).toBe('not-found');
  });

  it('that needs a session is 401 without one, for programs and for forms', async () => {
    const handler = () => {
      throw new Error('nobody is to come here');
    };
    const page = operation({ method: 'post', path: '/page', access: 'session', handler });
    const admin = operation({ method: 'get', path: '/admin', access: { role: 'admin' }, handler });
    const post = serving(page, admin).post('/page').set('Accept', 'application/json');
    expect((await post.expect(401)).body.code).toBe('sign-in-needed');
    const read = await serving(page, admin).get('/admin').set('Accept', 'text/html').expect(303);
    expect(read.headers.location).toBe('/log-ind?videre=%2Fadmin');
  });

  it('exists only where the service is set up so, and its route knows it', () => {
    const server = express();
    const hidden = operation({
      method: 'get',
      path: '/hidden',
      access: 'public',
      when: ({ DEMO_DRIVER_KEY }) => DEMO_DRIVER_KEY === undefined,
      handler: () => undefined,
    });
    mount(server, web, [hidden, echo]);
    const routes = server.router.stack.flatMap(({ route }) => (route ? [route] : []));
    expect(routes.map((route) => operationOf(route))).toEqual([echo]);
  });

  it('of the API is described by the path that programs use', () => {
    const shared = operation({
      method: 'get',
      path: ['/ting/:id', '/api/v1/things/:id'],
      access: 'public',
      schema: { params: z.object({ id: z.string() }) },
      summary: 'Shows a thing.',
      answers: answer('The thing.', z.object({})),
      handler: () => ({}),
    });
    expect(apiOperations([echo, shared]).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'get /api/v1/things/{id}',
    ]);
  });

  it.each([
    ['a link without a secret in its path', { path: '/l/:id', access: 'link' as const }],
    ['the API without an answer', { path: '/api/v1/things', access: 'public' as const }],
    ['an address whose parameter nobody checks', { path: '/things/:id', access: 'public' as const }],
    ['several addresses, one of which has another', { path: ['/things', '/all/*rest'], access: 'public' as const }],
  ])('for %s is refused at the start', (_, given) => {
    expect(() => operation({ method: 'get', ...given, handler: () => undefined })).toThrow();
  });
});

describe('a reply that fails midway', () => {
  it('is broken off, so that nobody takes it for whole, and stands in the log', async () => {
    const lines: string[] = [];
    const failing = operation({
      method: 'get',
      path: '/long',
      access: 'public',
      handler({ response }) {
        response.write('The first half, ');
        throw new Error('and no other');
      },
    });
    const server = express();
    mount(server, web, [failing]);
    server.use(problemHandler(pino({}, { write: (line: string) => void lines.push(line) })));
    await expect(request(server).get('/long')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
    expect(lines.join('')).toContain('a reply was broken off');
  });
});
