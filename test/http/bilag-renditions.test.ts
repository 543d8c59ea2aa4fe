/** What the officer sees of a bilag while it is made ready and afterwards, and who may see it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRef } from '#src/documents/file-ref.ts';
import type { BilagRendition } from '#src/queries/bilag-renditions.ts';
import { convertStep } from '#src/renditions/convert-step.ts';
import { sha256 } from '#src/store/record.ts';
import { inFolder, pdf } from '../files/make.ts';
import { REPAIRABLE } from '../renditions/broken-pdf.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let item: string;
let file: FileRef;

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
  file = (await officer.post(`/api/v1/items/${item}/files`).attach('file', pdf('Budget', 2), 'budget.pdf').expect(201))
    .body;
});
afterAll(() => world.close());

const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Sagen kort fortalt.' }] };
const draftWith = (openness: string) => ({
  content: {
    title: 'Budget 2024',
    type: 'decision',
    openness: 'open',
    caseNumber: '23/9260',
    printedRoute: 'ØK',
    sections: [{ heading: 'Sagsfremstilling', body: { type: 'doc', content: [paragraph] } }],
    recommendation: { lead: 'Kommunaldirektøren indstiller,', clauses: ['budgettet godkendes.'] },
    bilag: [
      { seq: 1, docId: null, openness, title: 'Budget', titlePublic: true, docNo: null, mainDocument: false, file },
    ],
  },
  plan: [{ kind: 'organ', organ: 'organ-oek', role: 'deciding' }],
});
const settled = async (path: string): Promise<BilagRendition> =>
  until(
    async () => (await officer.get(path).accept('application/json').expect(200)).body as BilagRendition,
    (answer) => answer.settled,
    // Packet processes give way to the tests beside this one.
    1_000,
  );

describe('a file that was brought', () => {
  it('is made ready at once, and says its pages, its size and what a reader will miss', async () => {
    const made = await settled(`/api/v1/items/${item}/renditions/${file.hash}`);
    expect(made).toMatchObject({ state: 'done', step: null, pages: '2 sider, A4 stående', failure: null });
    expect(made.notes.map(({ rule }) => rule)).toEqual(['not-tagged']);
  });

  it('is looked at once: a sound PDF when it comes, one that needs a repair again', async () => {
    const { collections } = world.app;
    const { body: broken } = await officer
      .post(`/api/v1/items/${item}/files`)
      .attach('file', Object.values(REPAIRABLE)[0]?.() ?? expect.fail(), 'skæv.pdf')
      .expect(201);
    const made = await settled(`/api/v1/items/${item}/renditions/${broken.hash}`);
    expect(made.notes.map(({ rule }) => rule)).toContain('pdf-repaired');
    await settled(`/api/v1/items/${item}/renditions/${file.hash}`);
    const converted = (input: string) => collections.renditionSteps.countDocuments({ step: 'convert', input });
    expect((await world.app.files.find(file.hash))?.wholeBy).toMatch(/^qpdf [\d.]+, check \d+$/);
    expect(await converted(file.hash)).toBe(0);
    expect((await world.app.files.find(broken.hash))?.wholeBy).toBeUndefined();
    expect(await converted(broken.hash)).toBe(1);
  });

  it('is looked at again where another program looked at it, or nobody did', async () => {
    const { collections, files } = world.app;
    for (const about of [{ wholeBy: 'qpdf 1.0, check 1' }, {}]) {
      const bytes = pdf(`Set af ${about.wholeBy ?? 'ingen'}`);
      const input = sha256(bytes);
      const { pdf: made } = await inFolder(async (folder) => {
        const path = join(folder, 'bilag');
        await writeFile(path, bytes);
        await files.put(path, { hash: input, size: bytes.length, kind: 'pdf', mime: 'application/pdf', ...about });
        return convertStep({ collections, files, folder, atStep: () => {} }, input);
      });
      expect(made).toBe(input);
      expect(await collections.renditionSteps.countDocuments({ step: 'convert', input }), about.wholeBy).toBe(1);
    }
  });

  it('has a picture of its first page, which the browser may keep for as long as it asks whether it may', async () => {
    await settled(`/api/v1/items/${item}/renditions/${file.hash}`);
    const at = `/punkter/${item}/gengivelser/${file.hash}/billede`;
    const picture = await officer.get(at).expect(200).expect('content-type', 'image/jpeg');
    expect(picture.body.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    await officer.get(at).set('If-None-Match', String(picture.headers.etag)).expect(304);
  });

  it('is shown to nobody who may not write the text, nor under another item', async () => {
    const other = await world.signIn(address('emil.toftegaard'));
    const own = (await other.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
    for (const of of [item, own]) {
      await other.get(`/api/v1/items/${of}/renditions/${file.hash}`).expect(404);
      await other.get(`/api/v1/items/${of}/renditions/${file.hash}/picture`).expect(404);
    }
  });
});

describe('a bilag of the text', () => {
  it('shows in the editor and on the item’s page what is known of it', async () => {
    await officer
      .put(`/api/v1/items/${item}/draft`)
      .send({ rev: 1, draft: draftWith('open') })
      .expect(200);
    await settled(`/api/v1/items/${item}/bilag/1/rendition`);
    for (const page of [`/punkter/${item}`, `/punkter/${item}/rediger`]) {
      const { text } = await officer.get(page).expect(200);
      expect(text).toContain('2 sider, A4 stående');
      expect(text).toContain('Kan ikke læses op i rigtig rækkefølge');
    }
    const part = await officer.get(`/punkter/${item}/bilag/1/gengivelse`).accept('text/html').expect(200);
    expect(part.text).toContain(`src="/punkter/${item}/bilag/1/gengivelse/billede"`);
    const { body } = await officer.get(`/api/v1/items/${item}/bilag/1/text`).expect(200);
    expect(body).toEqual({
      pages: [expect.stringContaining('Budget 1'), expect.stringContaining('Budget 2')],
      cut: false,
    });
  });

  it('has neither rendition, text nor picture for whoever may not read it', async () => {
    const other = await world.signIn(address('emil.toftegaard'));
    for (const part of ['rendition', 'picture', 'text'])
      await other.get(`/api/v1/items/${item}/bilag/1/${part}`).expect(404);
    await world.agent().get(`/api/v1/items/${item}/bilag/1/rendition`).expect(401);
  });
});

describe('a bilag that cannot be made ready', () => {
  it('says why and what to do by its name, is missing in the editor’s list, and stands under Drift without its name', async () => {
    const { renditions } = world.app.collections;
    const failure = { rule: 'pdf-password', details: {} };
    const change = { state: 'failed' as const, failure, endedAt: new Date() };
    const failed = await renditions.findOneAndUpdate({ file: file.hash, recipe: 'prepare' }, { $set: change }).lean();
    const { text } = await officer.get(`/punkter/${item}/rediger`).expect(200);
    expect(text).toContain('»budget.pdf« er beskyttet med adgangskode');
    expect(text).toMatch(/<li data-hint="bilag-not-ready" class="hint-look">/);
    const { body } = await officer.get(`/api/v1/items/${item}/bilag/1/rendition`).expect(200);
    expect(body).toMatchObject({ state: 'failed', settled: true, failure: { rule: 'pdf-password' } });

    const admin = await world.signIn(address('karin.storgaard'));
    const page = await admin.get('/drift').expect(200);
    expect(page.text).toContain(String(failed?._id));
    expect(page.text).not.toContain('budget.pdf');
    const again = { kind: 'prepare', row: failed?._id };
    await officer.post('/drift/arbejde/proev-igen').type('form').send(again).expect(403);
    await admin.post('/drift/arbejde/proev-igen').type('form').send(again).expect(303);
    expect(await settled(`/api/v1/items/${item}/bilag/1/rendition`)).toMatchObject({ state: 'done', failure: null });
    expect((await officer.get(`/punkter/${item}/rediger`).expect(200)).text).toMatch(
      /<li data-hint="bilag-not-ready" class="hint-look" hidden>/,
    );
  });
});
