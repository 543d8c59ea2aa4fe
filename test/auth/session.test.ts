import { parseSetCookie } from 'cookie';
import type { RequestHandler } from 'express';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actorOf } from '#src/auth/actor.ts';
import { sessionCookie } from '#src/auth/cookie.ts';
import { actorOn, afterReply, loadActor, requireOrigin, sessionOn } from '#src/auth/middleware.ts';
import { isRefusal } from '#src/errors.ts';
import { type Access, assertAccess } from '#src/http/access.ts';
import { randomIds } from '#src/ids.ts';
import { saveDelegation } from '#src/people/save-delegation.ts';
import { savePerson } from '#src/people/save-person.ts';
import { openSignIn, START } from './parts.ts';

const requiring =
  (access: Access): RequestHandler =>
  (request, _response, next) => {
    assertAccess(access, request, undefined);
    next();
  };

const PUBLIC_URL = 'https://sagsgang.norddjurs.example';
const cookie = sessionCookie(PUBLIC_URL);
let service: Awaited<ReturnType<typeof openSignIn>>;
beforeAll(async () => {
  service = await openSignIn();
});
afterAll(() => service.close());
beforeEach(() => service.clock.set(START));

const open = (person = 'person-bettina-andersen') => service.deps.sessions.open(person, 'Prøvebrowser');
const load = (token: string) => service.deps.sessions.load(token);

describe('a session', () => {
  test('ends when it has not been used for twelve hours, and lives on when it has', async () => {
    const { token } = await open();
    service.later(11 * 60);
    expect(await load(token)).not.toBeNull();
    service.later(22 * 60);
    expect(await load(token)).not.toBeNull();
    service.later(34 * 60 + 1);
    expect(await load(token)).toBeNull();
  });

  test('ends after seven days, however much it is used', async () => {
    const { token } = await open();
    for (let hour = 11; hour < 7 * 24; hour += 11) {
      service.later(hour * 60);
      expect(await load(token)).not.toBeNull();
    }
    service.later(7 * 24 * 60);
    expect(await load(token)).toBeNull();
  });

  test('is unknown by any other token, and a malformed one is not even looked up', async () => {
    const { token, session } = await open();
    for (const other of ['', 'x', session.id, `${token}x`, token.slice(0, 42), '$ne', 'A'.repeat(43)]) {
      expect(await load(other)).toBeNull();
    }
  });

  test('can be ended alone, all at once, and all but the one in use; never by somebody else', async () => {
    const person = 'person-kim-nielsen';
    const [a, b, c] = [await open(person), await open(person), await open(person)];
    await service.deps.sessions.revoke('person-lene-thomsen', a.session.id);
    expect(await load(a.token)).not.toBeNull();
    await service.deps.sessions.revoke(person, a.session.id);
    expect(await load(a.token)).toBeNull();
    expect(await service.deps.sessions.revokeAll(person, b.session.id)).toBe(1);
    expect([await load(b.token), await load(c.token)]).toEqual([expect.anything(), null]);
    expect((await service.deps.sessions.list(person)).map((one) => one.id)).toEqual([b.session.id]);
    expect(await service.deps.sessions.revokeAll(person)).toBe(1);
    expect(await load(b.token)).toBeNull();
  });

  test('of the past is not swept by the store while the demo lives in it', async () => {
    const { session } = await open();
    const row = await service.connection
      .collection<{ _id: string; purgeAt: Date }>('sessions')
      .findOne({ _id: session.id });
    expect(row?.purgeAt.getTime()).toBeGreaterThan(Date.now());
  });
});

describe('the cookie', () => {
  test('is HttpOnly and SameSite=Lax, and over TLS Secure and bound to the host', () => {
    const later = new Date(START.getTime() + 60_000);
    const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: true } as const;
    const name = '__Host-sagsgang';
    expect(parseSetCookie(cookie.set('t', later, START))).toEqual({ name, value: 't', maxAge: 60, ...attributes });
    expect(parseSetCookie(cookie.clear())).toEqual({ name, value: '', maxAge: 0, ...attributes });
  });

  test('without TLS carries the port, so that two services on one machine do not share it', () => {
    const [a, b] = [sessionCookie('http://127.0.0.1:4000'), sessionCookie('http://127.0.0.1:4001')];
    expect(a.set('t', START, START)).toBe('sagsgang-4000=t; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
    expect(b.read('sagsgang-4000=t')).toBeNull();
    expect(a.read('x=1; sagsgang-4000=t; y')).toBe('t');
    expect(a.read(undefined)).toBeNull();
  });
});

function site(publicUrl = PUBLIC_URL) {
  const app = express();
  const done: string[] = [];
  app.use(requireOrigin(publicUrl));
  app.use(loadActor({ ...service.deps, cookie }));
  app.get('/who', (req, res) => void res.json({ actor: actorOn(req), session: sessionOn(req)?.id ?? null }));
  app.all('/mine', requiring('session'), (_req, res) => void res.json({ ok: true }));
  app.all('/admin', requiring({ role: 'admin' }), (_req, res) => void res.json({ ok: true }));
  app.post('/open', (_req, res) => {
    afterReply(res, () => done.push('after'));
    done.push('before');
    res.json({ ok: true });
  });
  app.use((error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
    if (!isRefusal(error)) throw error;
    res.status(error.status).json({ code: error.code });
  });
  return { app, done };
}

describe('a request', () => {
  test('knows its actor by the cookie, with roles, offices and organs', async () => {
    const person = 'person-lene-thomsen';
    const lene = await open(person);
    const { app } = site();
    const answer = await request(app).get('/who').set('Cookie', `${cookie.name}=${lene.token}`);
    expect(answer.body.session).toBe(lene.session.id);
    expect(answer.body.actor).toMatchObject({
      person,
      name: 'Lene Mehlsen Thomsen',
      roles: ['approver', 'member'],
      organs: ['organ-dir'],
    });
    expect(answer.body.actor.offices).toContainEqual({
      office: 'office-velfaerdsdirektoer',
      onBehalfOf: null,
      why: 'holder',
      actions: null,
    });
    expect((await request(app).get('/who').set('Cookie', `other=${lene.token}`)).body).toEqual({
      actor: null,
      session: null,
    });
  });

  test('needs to be signed in where an actor is needed, with the role where one is named', async () => {
    const { app } = site();
    const as = async (person: string) => `${cookie.name}=${(await open(person)).token}`;
    expect((await request(app).get('/mine')).body).toEqual({ code: 'sign-in-needed' });
    const officer = await as('person-emil-toftegaard');
    expect((await request(app).get('/mine').set('Cookie', officer)).status).toBe(200);
    expect((await request(app).get('/admin').set('Cookie', officer)).body).toEqual({ code: 'role-needed' });
    expect(
      (
        await request(app)
          .get('/admin')
          .set('Cookie', await as('person-karin-storgaard'))
      ).status,
    ).toBe(200);
  });

  test('of somebody who has become inactive is nobody’s, though the session is still there', async () => {
    const { token } = await open('person-sofie-brandt');
    const person = (await service.deps.directory.current()).people.get('person-sofie-brandt');
    await savePerson({ ...service.deps, ids: randomIds }, { ...person, active: false }, null);
    const answer = await request(site().app).get('/mine').set('Cookie', `${cookie.name}=${token}`);
    expect(answer.status).toBe(401);
  });

  test('that changes something comes from our own pages, or is refused', async () => {
    const { app } = site();
    const post = async (headers: Record<string, string>) => (await request(app).post('/open').set(headers)).status;
    expect(await post({ Origin: PUBLIC_URL })).toBe(200);
    expect(await post({ Origin: PUBLIC_URL, 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
    expect(await post({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
    expect(await post({ 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
    expect(await post({})).toBe(403);
    expect(await post({ Origin: 'null' })).toBe(403);
    expect(await post({ Origin: 'null', 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await post({ 'Sec-Fetch-Site': 'same-site' })).toBe(403);
    expect(await post({ 'Sec-Fetch-Site': 'none' })).toBe(403);
    expect(await post({ Origin: `${PUBLIC_URL}.evil.example` })).toBe(403);
    expect(await post({ Origin: PUBLIC_URL.replace('https', 'http') })).toBe(403);
    expect(await post({ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' })).toBe(403);
    for (const method of ['put', 'patch', 'delete'] as const) {
      expect((await request(app)[method]('/mine')).body).toEqual({ code: 'foreign-origin' });
    }
    expect((await request(app).get('/who')).status).toBe(200);
  });

  test('on one’s own machine may name it as it likes, but not another port', async () => {
    const { app } = site('http://127.0.0.1:4000');
    const post = async (origin: string) => (await request(app).post('/open').set('Origin', origin)).status;
    expect(await post('http://localhost:4000')).toBe(200);
    expect(await post('http://127.0.0.1:4000')).toBe(200);
    expect(await post('http://localhost:4001')).toBe(403);
  });

  test('is answered before what comes after the reply is done', async () => {
    const { app, done } = site();
    await request(app).post('/open').set('Origin', PUBLIC_URL);
    await expect.poll(() => done).toEqual(['before', 'after']);
  });
});

describe('the actor', () => {
  test('is nobody when unknown', async () => {
    expect(actorOf(await service.deps.directory.current(), 'person-ghost', START)).toBeNull();
  });

  test('gains by a delegation at once, keeps both names, and loses it the day after', async () => {
    const deps = { ...service.deps, ids: randomIds };
    await saveDelegation(
      deps,
      {
        rev: null,
        from: { kind: 'person', id: 'person-bettina-andersen' },
        to: 'person-tove-bisgaard',
        scope: { actions: ['approve'], offices: ['office-oekonomichef'] },
        validFrom: '2023-11-20',
        validTo: '2023-11-24',
        reason: 'Ferie',
      },
      'person-bettina-andersen',
    );
    const directory = await service.deps.directory.current();
    const on = (at: string) => actorOf(directory, 'person-tove-bisgaard', new Date(at))?.offices.map((one) => one.why);
    expect(on('2023-11-20T08:00:00Z')).toEqual(['deputy', 'delegation']);
    expect(on('2023-11-24T22:59:00Z')).toEqual(['deputy', 'delegation']);
    expect(on('2023-11-24T23:00:00Z')).toEqual(['deputy']);
    expect(actorOf(directory, 'person-tove-bisgaard', START)?.offices[1]).toMatchObject({
      onBehalfOf: 'person-bettina-andersen',
    });
  });
});
