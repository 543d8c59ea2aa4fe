/** Files over HTTP: brought, kept once, refused without a trace, and opened by those who may. */
import type { ReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Request } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRef } from '#src/documents/file-ref.ts';
import { createFileStore } from '#src/files/file-store.ts';
import { withMultipart } from '#src/http/pages/files/read-multipart.ts';
import { address, type Browser, createWorld, demoTime, until, type World } from '../http/world.ts';
import { inFolder, lockedPdf, office, pdf, png } from './make.ts';

let world: World;
let officer: Browser;

beforeAll(async () => {
  // Nothing is made of the files: what is stored is what was brought.
  world = await createWorld({ MAX_FILE_MB: '2' }, { clock: demoTime, queues: ['mail', 'signal', 'deadlines'] });
  officer = await world.signIn(address('sofie.brandt'));
});
afterAll(() => world.close());

const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Sagen kort fortalt.' }] };
const contentOf = (bilag: unknown[], openness = 'open') => ({
  title: 'Udmøntningsplan',
  type: 'decision',
  openness,
  caseNumber: '23/9260',
  printedRoute: 'ØK',
  sections: [{ heading: 'Sagsfremstilling', body: { type: 'doc', content: [paragraph] } }],
  recommendation: { lead: 'Kommunaldirektøren indstiller,', clauses: ['planen godkendes.'] },
  bilag,
});
const bilagOf = (seq: number, file: FileRef | undefined, openness = 'open') => ({
  seq,
  docId: null,
  openness,
  title: `Bilag nummer ${seq}`,
  titlePublic: true,
  docNo: null,
  mainDocument: false,
  ...(file ? { file } : {}),
});
const PLAN = [
  { kind: 'approval', office: 'office-oekonomichef' },
  { kind: 'organ', organ: 'organ-oek', role: 'deciding' },
];

async function newItem(browser = officer): Promise<string> {
  const created = await browser.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  return created.body.stream;
}
const bring = (browser: Browser, item: string, bytes: Buffer, name: string) =>
  browser.post(`/punkter/${item}/filer`).accept('application/json').attach('file', bytes, name);
const brought = async (item: string, bytes: Buffer, name: string): Promise<FileRef> =>
  (await bring(officer, item, bytes, name).expect(201)).body;
const save = (item: string, rev: number, bilag: unknown[], openness?: string) =>
  officer.put(`/api/v1/items/${item}/draft`).send({ rev, draft: { content: contentOf(bilag, openness), plan: PLAN } });

/** Everything that is stored of files. */
const stored = async () => {
  const { connection } = world.app;
  const counts = ['files', 'fileReceipts', 'fileUploads', 'fileBytes.files', 'fileBytes.chunks'].map(async (name) => [
    name,
    await connection.collection(name).countDocuments(),
  ]);
  return Object.fromEntries(await Promise.all(counts));
};

describe('bringing a file', () => {
  it('answers with how documents name it, and gives it back byte for byte, in parts as well', async () => {
    const item = await newItem();
    const bytes = pdf('Budget', 30);
    const file = await brought(item, bytes, 'Årsbudget 2024.pdf');
    expect(file).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: 'Årsbudget 2024.pdf',
      size: bytes.length,
      mime: 'application/pdf',
    });
    await save(item, 1, [bilagOf(1, file)]).expect(200);
    const got = await officer.get(`/punkter/${item}/bilag/1`).buffer(true).expect(200);
    expect(got.body.equals(bytes)).toBe(true);
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="Aarsbudget 2024.pdf"; filename*=UTF-8''%C3%85rsbudget%202024.pdf`,
      'cache-control': 'private, no-cache',
      etag: `"${file.hash}"`,
    });
    await officer.get(`/punkter/${item}/bilag/1`).set('If-None-Match', `"${file.hash}"`).expect(304);
    const part = await officer
      .get(`/api/v1/items/${item}/bilag/1`)
      .set('Range', 'bytes=10-19')
      .buffer(true)
      .expect(206);
    expect(part.body.equals(bytes.subarray(10, 20))).toBe(true);
    await officer.get(`/punkter/${item}/bilag/1`).set('Range', `bytes=${bytes.length}-`).expect(416);
  });

  it('sends an office file to be saved, and nothing of it may act as a page', async () => {
    const item = await newItem();
    const file = await brought(item, office('docx'), 'Notat.docx');
    await save(item, 1, [bilagOf(1, file)]).expect(200);
    const got = await officer.get(`/punkter/${item}/bilag/1`).buffer(true).expect(200);
    expect(got.headers['content-disposition']).toMatch(/^attachment;/);
    expect(got.headers['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
    );
  });

  it('keeps the same bytes once, whoever brings them and also when several do at once', async () => {
    const [one, other] = [await newItem(), await newItem()];
    const before = await stored();
    const bytes = pdf('Samme', 20);
    const answers = await Promise.all(
      [one, one, other, other].map((item, n) => bring(officer, item, bytes, `kopi ${n}.pdf`).expect(201)),
    );
    expect(new Set(answers.map(({ body }) => body.hash)).size).toBe(1);
    expect(await stored()).toEqual({
      ...before,
      files: before.files + 1,
      fileReceipts: before.fileReceipts + 2,
      'fileBytes.files': before['fileBytes.files'] + 1,
      'fileBytes.chunks': before['fileBytes.chunks'] + 1,
    });
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'tom.pdf', 422, 'file-empty'],
    ['a file over the limit', Buffer.alloc(2 * 1024 * 1024 + 1, 65), 'stor.txt', 413, 'file-too-large'],
    ['a page of HTML that calls itself a PDF', Buffer.from('<html>'), 'brev.pdf', 415, 'file-type-mismatch'],
    ['a truncated PDF', pdf('x', 40).subarray(0, 6_000), 'brev.pdf', 422, 'file-broken'],
    ['a program', Buffer.from('MZ\0'), 'spil.exe', 415, 'file-type-not-allowed'],
  ])('stores nothing of %s and says why', async (_what, bytes, name, status, code) => {
    const item = await newItem();
    const before = await stored();
    const { body } = await bring(officer, item, bytes, name).expect(status);
    expect(body).toMatchObject({ code, name, detail: expect.stringMatching(/^[A-ZÆØÅ].+\.$/) });
    expect(await stored()).toEqual(before);
  });

  it('stores nothing of a PDF with a password', async () => {
    const item = await newItem();
    const { body } = await bring(officer, item, await lockedPdf('hemmelig'), 'brev.pdf').expect(422);
    expect(body.title).toBe('Filen er beskyttet med adgangskode eller låst for ændringer.');
  });

  it('leaves nothing behind when the sender goes away in the middle', async () => {
    const item = await newItem();
    const before = await stored();
    const halfway = new Readable({ read() {} });
    halfway.push(pdf('halv', 30));
    const sending = officer
      .post(`/punkter/${item}/filer`)
      .attach('file', halfway as unknown as ReadStream, { filename: 'halv.pdf' });
    const outcome = sending.then(
      () => 'answered',
      () => 'cut off',
    );
    const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('sagsgang-upload-'));
    const mine = await until(folders, (names) => names.length > 0);
    expect(mine).not.toEqual([]);
    sending.abort();
    expect(await outcome).toBe('cut off');
    expect(await until(folders, (names) => names.length === 0)).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it('does not wait for a sender that has gone before its form is read', async () => {
    const gone = new IncomingMessage(new Socket());
    gone.headers = { 'content-type': 'multipart/form-data; boundary=x' };
    gone.destroy();
    const reading = withMultipart(gone as Request, { maxFiles: 1, maxBytes: 1_000 }, async () => 'read');
    await expect(reading).rejects.toMatchObject({ code: 'upload-cut-off', status: 400 });
  });

  it('cleans up after an upload that died with its process', async () => {
    const { connection, collections } = world.app;
    const { mongo } = await import('mongoose');
    const dead = new mongo.ObjectId();
    const startedAt = new Date(Date.now() - 2 * 3_600_000);
    await collections.fileUploads.insertOne({ _id: dead, hash: '0'.repeat(64), startedAt });
    await connection.collection('fileBytes.chunks').insertOne({ files_id: dead, n: 0, data: Buffer.from('halv') });
    // Each process looks for such uploads when it stores its first file, and then once a minute.
    const next = createFileStore({ connection, collections });
    await inFolder(async (folder) => {
      const path = join(folder, 'kort.png');
      await writeFile(path, png());
      await next.put(path, { hash: '1'.repeat(64), size: png().length, kind: 'png', mime: 'image/png' });
    });
    expect(await connection.collection('fileBytes.chunks').countDocuments({ files_id: dead })).toBe(0);
    expect(await collections.fileUploads.countDocuments()).toBe(0);
  });
});

describe('a text names only files that were brought to its item', () => {
  it('and with the size and type that are stored', async () => {
    const [mine, other] = [await newItem(), await newItem()];
    const file = await brought(other, pdf('Fremmed'), 'fremmed.pdf');
    const refused = await save(mine, 1, [bilagOf(1, file)]).expect(409);
    expect(refused.body).toMatchObject({ code: 'file-not-uploaded', name: 'fremmed.pdf' });
    await save(other, 1, [bilagOf(1, { ...file, mime: 'text/html' })]).expect(409);
    await save(other, 1, [bilagOf(1, file)]).expect(200);
  });

  it('and an approver brings one with the correction', async () => {
    const item = await newItem();
    await save(item, 1, []).expect(200);
    await officer.post(`/api/v1/items/${item}/events`).send({ type: 'submit', rev: 2 }).expect(200);
    const approver = await world.approver();
    const { context } = (await approver.get(`/api/v1/items/${item}`).expect(200)).body;
    const { body: file } = await bring(approver, item, pdf('Rettet'), 'rettet.pdf').expect(201);
    const correct = (bilag: unknown[]) =>
      approver.post(`/api/v1/items/${item}/events`).send({
        type: 'correct',
        step: context.route[0].id,
        round: context.round,
        version: context.version.hash,
        content: contentOf(bilag),
      });
    await correct([bilagOf(1, { ...file, hash: 'f'.repeat(64) })]).expect(409);
    await correct([bilagOf(1, file)]).expect(200);
    const got = await officer.get(`/punkter/${item}/bilag/1`).buffer(true).expect(200);
    expect(got.body.equals(pdf('Rettet'))).toBe(true);
  });

  it('and only who may write the text may bring one', async () => {
    const item = await newItem();
    const stranger = await world.signIn(address('emil.toftegaard'));
    await bring(stranger, item, png(), 'kort.png').expect(404);
    await world
      .agent()
      .post(`/punkter/${item}/filer`)
      .accept('application/json')
      .attach('file', png(), 'k.png')
      .expect(401);
  });
});
