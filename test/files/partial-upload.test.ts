/** Large files in pieces, over HTTP: begun, cut, gone on with at another process, taken, refused, left behind. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#src/create-app.ts';
import { createServer } from '#src/http/server.ts';
import { address, type Browser, createWorld, until, type World } from '../http/world.ts';
import { pdf } from './make.ts';

let world: World;
let officer: Browser;
let item: string;

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
});
afterAll(() => world.close());

/** A sound PDF of so many bytes and some more: there is a long comment in it. */
function largePdf(bytes: number): Buffer {
  const whole = pdf('Stor');
  const table = whole.subarray(whole.lastIndexOf('startxref'));
  return Buffer.concat([whole, Buffer.from('%'), noise(bytes), Buffer.from('\n'), table]);
}
const noise = (bytes: number) => Buffer.from(randomBytes(bytes / 2).toString('hex'));

const TUS = { 'Tus-Resumable': '1.0.0' };
const named = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;
const uploads = () => `/punkter/${item}/overfoersler`;
const begin = (browser: Browser, size: number, name = 'stor.pdf', at = uploads()) =>
  browser.post(at).set({ ...TUS, 'Upload-Length': String(size), 'Upload-Metadata': named(name) });
async function begun(size: number, name?: string): Promise<string> {
  const { headers } = await begin(officer, size, name).expect(201);
  return headers.location as string;
}
const send = (browser: Browser, upload: string, offset: number, bytes: Buffer) =>
  browser
    .patch(upload)
    .set({ ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' })
    .send(bytes);
const offsetOf = async (upload: string, browser = officer) =>
  Number((await browser.head(upload).set(TUS).expect(200)).headers['upload-offset']);
const conclude = (browser: Browser, upload: string) => browser.post(`${upload}/fil`).accept('json');

describe('a file in pieces', () => {
  it('is put together, checked, and is then a file like any other', async () => {
    const bytes = largePdf(3_000_000);
    const upload = await begun(bytes.length);
    await send(officer, upload, 0, bytes.subarray(0, 2_000_000)).expect(204);
    expect(await offsetOf(upload)).toBe(2_000_000);
    await send(officer, upload, 2_000_000, bytes.subarray(2_000_000)).expect(204);
    const { body: file } = await conclude(officer, upload).expect(201);
    expect(file).toMatchObject({ name: 'stor.pdf', size: bytes.length, mime: 'application/pdf' });
    const got = await officer.get(`/punkter/${item}/filer/${file.hash}/stor.pdf`).buffer(true).expect(200);
    expect((got.body as Buffer).equals(bytes)).toBe(true);

    // The answer was lost on its way: asked again, it is the same, and the pieces are gone.
    expect((await conclude(officer, upload).expect(201)).body).toEqual(file);
    expect(
      await world.app.collections.uploadPieces.countDocuments({ upload: upload.split('/').at(-1) as string }),
    ).toBe(0);
  });

  it('goes on at another process, from the last byte that came before the line was cut', async () => {
    const bytes = largePdf(3_000_000);
    const upload = await begun(bytes.length);
    const cookie = await sessionOf(officer);
    // A raw line, cut in the middle of a piece.
    const { port } = new URL(world.origin);
    const line = connect(Number(port), '127.0.0.1');
    line.write(
      `PATCH ${upload} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${world.origin}\r\nCookie: ${cookie}\r\nTus-Resumable: 1.0.0\r\n` +
        `Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${bytes.length}\r\n\r\n`,
    );
    line.write(bytes.subarray(0, 1_500_000));
    await until(
      () => world.app.collections.uploadPieces.countDocuments({}),
      (pieces) => pieces >= 1,
    );
    line.destroy();

    const other = await otherProcess();
    try {
      const came = await until(
        () => offsetOf(upload, other.browser),
        (offset) => offset === 1_500_000,
      );
      await send(other.browser, upload, came, bytes.subarray(came)).expect(204);
      const { body: file } = await conclude(other.browser, upload).expect(201);
      expect(file.size).toBe(bytes.length);
    } finally {
      await other.close();
    }
  });

  it('takes each byte once, whoever sends it twice', async () => {
    const bytes = largePdf(2_500_000);
    const upload = await begun(bytes.length);
    const other = await otherProcess();
    try {
      const answers = await Promise.all([send(officer, upload, 0, bytes), send(other.browser, upload, 0, bytes)]);
      const taken = answers.filter(({ status }) => status === 204);
      expect(taken.length).toBeLessThanOrEqual(1);
      expect(answers.every(({ status }) => [204, 409].includes(status))).toBe(true);
      const came = await offsetOf(upload);
      if (came < bytes.length) await send(officer, upload, came, bytes.subarray(came)).expect(204);
      expect((await conclude(officer, upload).expect(201)).body.size).toBe(bytes.length);
    } finally {
      await other.close();
    }
    await send(officer, upload, 17, Buffer.from('x')).expect(409);
  });

  it('is refused as a whole by the rule that it breaks, and nothing of it is kept', async () => {
    const bytes = Buffer.from('<html>Ingen PDF</html>');
    const upload = await begun(bytes.length, 'side.pdf');
    await send(officer, upload, 0, bytes).expect(204);
    const { body } = await conclude(officer, upload).expect(415);
    expect(body.code).toBe('file-type-mismatch');
    await officer.head(upload).set(TUS).expect(404);
  });

  it('is not taken before it is whole', async () => {
    const bytes = largePdf(2_000);
    const upload = await begun(bytes.length);
    await send(officer, upload, 0, bytes.subarray(0, 1_000)).expect(204);
    expect((await conclude(officer, upload).expect(409)).body.code).toBe('upload-cut-off');
    expect(await offsetOf(upload)).toBe(1_000);
  });

  it('is not begun when it is empty or too large, and no more comes than was announced', async () => {
    await begin(officer, 0).accept('json').expect(422);
    const { body } = await begin(officer, 10_000 * 1024 * 1024)
      .accept('json')
      .expect(413);
    expect(body.code).toBe('file-too-large');
    const upload = await begun(10);
    await send(officer, upload, 0, Buffer.alloc(20)).expect(413);
    expect(await offsetOf(upload)).toBe(0);
  });

  it('can be given up', async () => {
    const upload = await begun(10);
    await send(officer, upload, 0, Buffer.alloc(5)).expect(204);
    await officer.delete(upload).set(TUS).expect(204);
    await officer.head(upload).set(TUS).expect(404);
  });

  it('belongs to who brings it: others neither begin one, nor see it, nor go on with it', async () => {
    const upload = await begun(10);
    const approver = await world.approver();
    const secretary = await world.signIn(address('jonas.mikkelsen'));
    // The secretariat may amend the text, and bring files of its own for that.
    await begin(secretary, 10).expect(201);
    await begin(approver, 10).accept('json').expect(404);
    for (const browser of [approver, secretary]) {
      const statuses = await Promise.all([
        browser.head(upload).set({ ...TUS, accept: 'application/json' }),
        send(browser, upload, 0, Buffer.alloc(10)).accept('json'),
        browser.delete(upload).set(TUS).accept('json'),
        conclude(browser, upload),
      ]);
      expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    }
    const own: string = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
    await officer.head(upload.replace(item, own)).set(TUS).expect(404);
    expect(await offsetOf(upload)).toBe(0);
  });

  it('is forgotten by the store after a day', async () => {
    const upload = await begun(10);
    await send(officer, upload, 0, Buffer.alloc(5)).expect(204);
    const row = await world.app.collections.partialUploads.findOne({ _id: upload.split('/').at(-1) as string }).lean();
    expect(row && row.purgeAt.getTime() - row.startedAt.getTime()).toBe(24 * 3_600_000);
    const kept = [world.app.collections.partialUploads, world.app.collections.uploadPieces] as const;
    for (const model of kept) {
      const indexes = await model.collection.indexes();
      expect(indexes.find(({ key }) => 'purgeAt' in key)?.expireAfterSeconds).toBe(0);
    }
    // The store's own sweep may be late: an old one is none.
    await world.app.collections.partialUploads.updateOne(
      { _id: row?._id as string },
      { $set: { purgeAt: new Date(0) } },
    );
    await officer.head(upload).set(TUS).expect(404);
  });
});

/** The cookie of a session, for requests that are made by hand. */
async function sessionOf(browser: Browser): Promise<string> {
  const jar = (browser as unknown as { jar: { getCookies(access: unknown): { toValueString(): string }[] } }).jar;
  const { CookieAccessInfo } = await import('cookiejar');
  return jar
    .getCookies(new CookieAccessInfo('127.0.0.1', '/', false, false))
    .map((cookie) => cookie.toValueString())
    .join('; ');
}

/** A second web process on the same store, in which the officer is signed in by the same session. */
async function otherProcess() {
  const app = await createApp(world.app.config, { log: pino({ level: 'silent' }), clock: world.app.clock });
  const http = createHttpServer(createServer(app, { mailer: { send: async () => {} } as never }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const browser = supertest
    .agent(http)
    .set('Origin', world.origin)
    .set('Cookie', await sessionOf(officer));
  return {
    browser: browser as unknown as Browser,
    async close() {
      http.closeAllConnections();
      http.close();
      await wait(0);
      await app.close();
    },
  };
}
