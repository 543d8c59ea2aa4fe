/** A scanned bilag whose text a machine reads: asked for, followed, taken into the draft and given up again, with a script and without. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scan } from '#src/dev/demo/bilag/scan.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import type { BroughtRendition } from '#src/queries/text-reading.ts';
import { renditionId, wantRenditions } from '#src/renditions/rendition-rows.ts';
import { noteWorkerTools } from '#src/store/worker-tools.ts';
import { pdf } from '../files/make.ts';
import { content } from './item-with-bilag.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let item: string;
let letter: FileRef;

const bring = async (bytes: Buffer, name: string): Promise<FileRef> =>
  (await officer.post(`/api/v1/items/${item}/files`).attach('file', bytes, name).expect(201)).body;
const of = (file: FileRef) => `/api/v1/items/${item}/renditions/${file.hash}`;
const known = async (file: FileRef): Promise<BroughtRendition> =>
  (
    await officer
      .get(`${of(file)}?name=${encodeURIComponent(file.name)}`)
      .accept('application/json')
      .expect(200)
  ).body;
const ask = (file: FileRef, by = officer) => by.post(`${of(file)}/readings`).send({ name: file.name });
const use = (file: FileRef, by = officer) => by.post(`${of(file)}/read-file`).send({ name: file.name });
/** Patient: a page takes seconds on a machine with much to do. */
const comes = (file: FileRef, state: string) =>
  expect.poll(async () => (await known(file)).reading?.state ?? null, { timeout: 120_000, interval: 200 }).toBe(state);
/** What the editor's page says, and what its form posts for the first bilag. */
const editor = async () => (await officer.get(`/punkter/${item}/rediger`).expect(200)).text;
const revIn = (page: string): number => Number(/name="rev" value="(\d+)"/.exec(page)?.[1]);
const save = async (file: FileRef) => {
  const rev = revIn(await editor());
  const draft = { content: content(file), plan: [] };
  await officer.put(`/api/v1/items/${item}/draft`).send({ rev, draft }).expect(200);
};
const fileInEditor = async (): Promise<FileRef> => {
  const [, json = ''] = /name="bilag\[0\]\[file\]" value="([^"]*)"/.exec(await editor()) ?? [];
  return JSON.parse(json.replaceAll('&quot;', '"'));
};
/** Presses a button of the form as a browser without a script does. */
const press = async (value: string) => {
  const page = await editor();
  const file = JSON.stringify(await fileInEditor());
  const fields = {
    do: value,
    rev: revIn(page),
    title: 'Salg af grund',
    type: 'decision',
    openness: 'open',
    'bilag[0][title]': 'Brev',
  };
  const requestId = /name="requestId" value="([^"]+)"/.exec(page)?.[1];
  return officer
    .post(`/punkter/${item}/rediger`)
    .type('form')
    .send({
      ...fields,
      requestId,
      'bilag[0][openness]': 'open',
      'bilag[0][titlePublic]': 'yes',
      'bilag[0][file]': file,
    });
};

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
  letter = await bring(await scan(), 'Høringssvar.pdf');
});
afterAll(() => world.close());

describe('a scan', () => {
  it('may have its text read, and the new file takes its place with a note that a machine has read it', async () => {
    await comes(letter, 'offered');
    await use(letter).expect(409);
    const { body } = await ask(letter).expect(202);
    expect(body).toMatchObject({ settled: false, reading: { state: 'wanted' } });
    await ask(letter).expect(202);
    await comes(letter, 'done');
    const file: FileRef = (await use(letter).expect(201)).body;
    expect(file).toMatchObject({ name: 'Høringssvar (tekst læst).pdf', mime: 'application/pdf' });
    expect(file.hash).not.toBe(letter.hash);
    await save(file);
    const made = await until(
      () => known(file),
      ({ settled }) => settled,
    );
    expect(made).toMatchObject({ facts: { pages: 3, textPages: 3 }, reading: { state: 'replaced', before: letter } });
    expect(made.notes.map(({ rule }) => rule)).toContain('machine-read');
    const text = await officer.get(`/api/v1/items/${item}/bilag/1/text`).expect(200);
    expect(text.body.pages.join(' ')).toMatch(/Skolebestyrelsen/i);
    // The scan is still there, and may take its place again.
    await officer.get(`/api/v1/items/${item}/files/${letter.hash}/brev.pdf`).expect(200);
    await save(letter);
  });

  it('is read, taken and given back by the buttons of a page without a script', async () => {
    expect(await editor()).toContain(`value="use-bilag-${letter.hash}"`);
    await press(`use-bilag-${letter.hash}`).then(({ status }) => expect(status).toBe(303));
    const taken = await fileInEditor();
    expect(taken.name).toBe('Høringssvar (tekst læst).pdf');
    const page = await editor();
    expect(page).toContain('Teksten er læst af en maskine (OCR)');
    expect(page).toContain(`value="undo-bilag-${taken.hash}"`);
    await press(`undo-bilag-${taken.hash}`);
    expect(await fileInEditor()).toEqual(letter);
  });

  it('is read for nobody who may not write the text', async () => {
    const other = await world.signIn(address('emil.toftegaard'));
    await ask(letter, other).expect(404);
    await use(letter, other).expect(404);
  });

  it('without a word says so by its name, and may be tried again', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"><circle cx="300" cy="400" r="200" fill="#357"/></svg>';
    const drawing = await bring(await sharp(Buffer.from(svg)).png().toBuffer(), 'Kort.png');
    await comes(drawing, 'offered');
    await ask(drawing).expect(202);
    await comes(drawing, 'failed');
    expect((await known(drawing)).reading?.failure?.text).toMatch(/^Maskinen fandt ingen tekst i »Kort\.png«/);
    await ask(drawing).expect(202);
    await comes(drawing, 'failed');
  });

  it('waits while another is read: what takes minutes leaves room for packets', async () => {
    const { renditions } = world.app.collections;
    const other = await bring(readFileSync(new URL('../pictures/forside.png', import.meta.url)), 'Forside.png');
    const busy = 'f'.repeat(64);
    await wantRenditions(world.app, 'ocr', [busy]);
    const claim = (claimedUntil: Date) =>
      renditions.updateOne({ _id: renditionId('ocr', busy) }, { $set: { claimedBy: 'somebody', claimedUntil } });
    await claim(new Date(Date.now() + 3_600_000));
    await comes(other, 'offered');
    await ask(other).expect(202);
    await until(
      async () => (await world.app.queues.counts()).packet.delayed,
      (delayed) => delayed > 0,
    );
    expect(await renditions.findOne({ _id: renditionId('ocr', other.hash) }).lean()).toMatchObject({ attempts: 0 });
    await renditions.deleteOne({ _id: renditionId('ocr', busy) });
    await comes(other, 'done');
  });
});

describe('a file', () => {
  it('that has its text is not read again', async () => {
    const whole = await bring(pdf('Budget', 2), 'budget.pdf');
    const made = await until(
      () => known(whole),
      ({ settled }) => settled,
    );
    expect(made.reading).toBeNull();
    expect((await ask(whole).expect(409)).body.code).toBe('ocr-not-needed');
  });

  it('is not offered to be read where a worker’s machine lacks the programs, and the page says what to install', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400"><rect width="100" height="90" fill="#833"/></svg>';
    const drawing = await bring(await sharp(Buffer.from(svg)).png().toBuffer(), 'Plan.png');
    await comes(drawing, 'offered');
    await noteWorkerTools(world.app.collections, 'another', {
      ocrmypdf: '14.0.1',
      tesseract: '5',
      'tesseract-dan': 'missing',
    });
    expect((await known(drawing)).reading?.state).toBe('not-installed');
    expect((await ask(drawing).expect(409)).body.code).toBe('ocr-not-installed');
    await save(drawing);
    expect(await editor()).toContain('ved at installere ocrmypdf og tesseract-ocr-dan');
    await world.app.collections.workerTools.deleteOne({ _id: 'another' });
    await press(`read-bilag-${drawing.hash}`);
    await comes(drawing, 'failed');
  });
});
