/** What is closed is kept by no browser: whoever opens it asks for it each time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hearingsOver } from './hearing-world.ts';
import { address, type Browser, createWorld, decisionText, type World } from './world.ts';

let world: World;
let officer: Browser;
beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
});
afterAll(() => world.close());

const KEPT = 'private, no-cache';
const NOT_KEPT = 'private, no-store';

/** An item with one bilag of each kind. */
async function itemWith(openness: 'open' | 'closed') {
  const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = body.stream;
  const bring = async (name: string) =>
    (
      await officer
        .post(`/api/v1/items/${item}/files`)
        .attach('file', Buffer.from(`${name}.`), name)
        .expect(201)
    ).body;
  const row = { docId: null, title: 'Bilag', docNo: null, mainDocument: false };
  const [first, second] = [await bring('aabent.txt'), await bring('lukket.txt')];
  const bilag = [
    { ...row, seq: 1, openness: 'open', titlePublic: true, file: first },
    { ...row, seq: 2, openness: 'closed', titlePublic: false, file: second },
  ];
  const recommendation = { lead: 'Det indstilles,', clauses: ['planen godkendes.'] };
  const content = decisionText('Kort.', { title: 'Med bilag', printedRoute: 'ØK', openness, recommendation, bilag });
  await officer
    .put(`/api/v1/items/${item}/draft`)
    .send({ rev: 1, draft: { content, plan: [] } })
    .expect(200);
  return { item, brought: first };
}

const cacheOf = async (path: string, browser: Browser = officer): Promise<string | undefined> =>
  (await browser.get(path).expect(200)).headers['cache-control'];

describe('a browser', () => {
  it('keeps an open bilag of an open item, and neither its closed one nor a file that is being brought', async () => {
    const { item, brought } = await itemWith('open');
    for (const base of [`/punkter/${item}/bilag`, `/api/v1/items/${item}/bilag`]) {
      expect(await cacheOf(`${base}/1`)).toBe(KEPT);
      expect(await cacheOf(`${base}/2`)).toBe(NOT_KEPT);
    }
    expect(await cacheOf(`/api/v1/items/${item}/files/${brought.hash}/x.txt`)).toBe(NOT_KEPT);
  });

  it('keeps no bilag of a closed item, be it open by itself', async () => {
    const { item } = await itemWith('closed');
    expect(await cacheOf(`/punkter/${item}/bilag/1`)).toBe(NOT_KEPT);
  });

  it('keeps nothing that was answered to the hearing of a closed item', async () => {
    const at = await hearingsOver(world);
    const caches = [];
    for (const openness of ['open', 'closed'] as const) {
      const visit = await at.open('general', { item: await at.waiting(openness) });
      const { browser, fields } = await at.atTheForm(visit);
      const text = await browser
        .post(`${visit.link}/svar`)
        .field({ ...fields, text: 'Svar' })
        .attach('files', Buffer.from('Noter.'), 'noter.txt');
      expect(text.status).toBe(303);
      caches.push(await cacheOf(`/hoeringer/${visit.hearing}/svar/1/filer/1`, at.officer));
    }
    expect(caches).toEqual([KEPT, NOT_KEPT]);
  });
});
