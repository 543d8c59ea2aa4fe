/** An item's text with an attachment, and all that the API says of what is made of it. */
import sharp from 'sharp';
import { expect } from 'vitest';
import { pdf } from '../files/make.ts';
import { type Browser, until, type World } from './world.ts';

export const text = (words: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

/** The text of an item. @param file of its attachment */
export const content = (file: object) => ({
  title: 'Salg af grund',
  type: 'decision',
  openness: 'open',
  caseNumber: '23/9260',
  printedRoute: 'ØK',
  sections: [{ heading: 'Sagsfremstilling', body: text('Grunden ligger ved havnen.') }],
  recommendation: { lead: 'Det indstilles,', clauses: ['at grunden sælges.'] },
  bilag: [
    { seq: 1, docId: null, openness: 'open', title: 'Kort', titlePublic: true, docNo: null, mainDocument: false, file },
  ],
  subItems: [{ id: 'sub-1', title: 'Vejadgang', start: null, end: null }],
});

/** Tries: a rendition may have to wait for others on a busy machine. */
const LONG = 1_200;

export async function askForRenditions(officer: Browser): Promise<void> {
  const { stream } = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body;
  const brought = await officer.post(`/api/v1/items/${stream}/files`).attach('file', pdf('Kort'), 'kort.pdf');
  const rendition = `/api/v1/items/${stream}/renditions/${brought.body.hash}`;
  const made = await until(
    async () => (await officer.get(rendition).expect(200)).body,
    ({ settled }) => settled,
    LONG,
  );
  expect(made).toMatchObject({ state: 'done', facts: { pages: 1 } });
  await officer.get(`${rendition}/picture`).expect(200);
  await haveTextRead(officer, stream);
  const draft = { content: content(brought.body), plan: [] };
  await officer.put(`/api/v1/items/${stream}/draft`).send({ rev: 1, draft }).expect(200);
  for (const part of ['rendition', 'picture', 'text']) {
    await officer.get(`/api/v1/items/${stream}/bilag/1/${part}`).expect(200);
  }
}

/** A scan gets its text, and the file that comes of it is given to the item. */
async function haveTextRead(officer: Browser, item: string): Promise<void> {
  const { body: scan } = await officer.post(`/api/v1/items/${item}/files`).attach('file', await letter(), 'brev.png');
  const at = `/api/v1/items/${item}/renditions/${scan.hash}`;
  const reading = async () => (await officer.get(at).expect(200)).body.reading?.state;
  const comes = (state: string) => expect.poll(reading, { timeout: 60_000, interval: 100 }).toBe(state);
  await comes('offered');
  await officer.post(`${at}/read-file`).send({ name: 'brev.png' }).expect(409);
  await officer.post(`${at}/readings`).send({ name: 'brev.png' }).expect(202);
  await comes('done');
  const { body } = await officer.post(`${at}/read-file`).send({ name: 'brev.png' }).expect(201);
  expect(body).toMatchObject({ name: 'brev (tekst læst).pdf' });
}

/** One line of writing, as a picture. */
const letter = (): Promise<Buffer> =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"><rect width="100%" height="100%" fill="white"/><text x="60" y="150" font-size="48" font-family="DejaVu Sans">Grunden ved havnen</text></svg>',
    ),
  )
    .png()
    .toBuffer();

/** A preparation that has failed stands among the operations, and is tried again. */
export async function tryFailedWorkAgain({ app }: World, admin: Browser): Promise<void> {
  const { renditions } = app.collections;
  const failure = { rule: 'file-too-demanding', details: {} };
  const change = { state: 'failed' as const, failure, endedAt: new Date() };
  const row = await renditions.findOneAndUpdate({ recipe: 'prepare', state: 'done' }, { $set: change }).lean();
  const tries = `/api/v1/work/prepare/${row?._id}/tries`;
  const { body } = await admin.get('/api/v1/operations').expect(200);
  expect(body.failedWork).toContainEqual(
    expect.objectContaining({ kind: 'prepare', row: row?._id, rule: 'file-too-demanding' }),
  );
  await admin.post(tries).expect(204);
  await until(
    () => renditions.findOne({ _id: row?._id }).lean(),
    (now) => now?.state === 'done',
  );
  await admin.post(tries).expect(404);
  await admin.post(`/api/v1/work/nothing/${row?._id}/tries`).expect(404);
}
