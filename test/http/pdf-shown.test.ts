/** A stranger's PDF is shown by the page with the viewer alone, whoever reads it and from where; what the service made itself is opened. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkModel } from '#src/links/models.ts';
import { rawTokenOf } from '#src/links/token.ts';
import { pdf } from '../files/make.ts';
import { hearingsOver } from './hearing-world.ts';
import { type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

let world: World;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld();
  at = await hearingsOver(world);
});
afterAll(() => world.close());

/** An item with a PDF, sent on its way. */
async function itemWithPdf(plan: object[], openness: 'open' | 'closed' = 'open'): Promise<string> {
  const { officer } = at;
  const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = body.stream;
  const brought = await officer
    .post(`/api/v1/items/${item}/files`)
    .attach('file', pdf('Plan', 2), 'plan.pdf')
    .expect(201);
  const row = { docId: null, title: 'Planen', docNo: null, mainDocument: false, openness: 'open', titlePublic: true };
  const content = decisionText('Kort.', {
    title: 'Med PDF',
    printedRoute: 'ØK',
    openness,
    recommendation: { lead: 'Det indstilles,', clauses: ['planen godkendes.'] },
    bilag: [{ ...row, seq: 1, file: brought.body }],
  });
  await sendOff(officer, item, { content, plan: [...plan, { kind: 'organ', organ: 'organ-kb', role: 'deciding' }] });
  return item;
}
const HEARING = [{ kind: 'hearing', hearingType: 'general' }];

/** The file is saved and runs nothing; the page beside it shows it; the page it is named on leads there. */
async function isShownInViewer(browser: Browser | ReturnType<World['agent']>, page: string, base: string) {
  const { headers } = await browser.get(`${base}/bilag/1`).expect(200);
  expect(headers['content-type']).toBe('application/pdf');
  expect(headers['content-disposition']).toMatch(/^attachment; filename="plan.pdf"/);
  expect(headers['content-security-policy']).toContain('; sandbox');
  const viewer = await browser.get(`${base}/bilag/1/vis`).expect(200);
  expect(viewer.text).toContain(`${base}/bilag/1"`);
  expect((await browser.get(page).expect(200)).text).toContain(`href="${base}/bilag/1/vis"`);
}

describe('the PDF of a bilag', () => {
  it('is shown so on the item', async () => {
    const item = await itemWithPdf(HEARING);
    await isShownInViewer(at.officer, `/punkter/${item}`, `/punkter/${item}`);
  });

  it('is shown so in a hearing that is open to all', async () => {
    const { hearing } = await at.open('public', {
      item: await itemWithPdf([{ kind: 'hearing', hearingType: 'public' }]),
    });
    await isShownInViewer(world.agent(), `/hoering/${hearing}`, `/hoering/${hearing}`);
  });

  it('is shown so to a party; of a closed item only after the code', async () => {
    const open = await at.open('general', { item: await itemWithPdf(HEARING) });
    await isShownInViewer(world.agent(), open.link, open.link);
    const closed = await at.open('general', { item: await itemWithPdf(HEARING, 'closed') });
    const before = await world.agent().get(`${closed.link}/bilag/1/vis`).expect(303);
    expect(before.headers.location).toBe(closed.link);
    const { browser } = await at.atTheForm(closed);
    await browser.get(`${closed.link}/bilag/1/vis`).expect(200);
  });

  it('is shown so behind the mailed link', async () => {
    const item = await itemWithPdf([{ kind: 'approval', office: 'office-oekonomichef' }]);
    const links = linkModel(world.app.connection);
    const link = await until(
      () => links.findOne({ item }).lean(),
      (found) => found !== null,
    );
    const here = `/l/${rawTokenOf(world.app.config.SERVER_KEY, link?._id ?? '')}`;
    await isShownInViewer(world.agent(), here, here);
    await world.agent().get(`${here}/bilag/2/vis`).expect(404);
  });
});

it('what the service has printed is opened in the browser', async () => {
  const item = await itemWithPdf(HEARING);
  const { headers } = await at.officer.get(`/punkter/${item}/punkt.pdf`).expect(200);
  expect(headers['content-disposition']).toMatch(/^inline;/);
  expect(headers['content-security-policy']).not.toContain('sandbox');
});
