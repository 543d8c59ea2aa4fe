import { afterAll, beforeAll, expect, it } from 'vitest';
import { pdf } from '../files/make.ts';
import { hearingsOver } from '../http/hearing-world.ts';
import { createWorld, decisionText, sendOff, type World } from '../http/world.ts';
import { type OpenBrowser, openBrowser } from './support.ts';

let world: World;
let desk: OpenBrowser;
beforeAll(async () => {
  world = await createWorld();
  desk = await openBrowser();
});
afterAll(async () => {
  await desk.close();
  await world.close();
});

it('whoever reads an open hearing without signing in sees the pages of its PDF in the viewer', async () => {
  const at = await hearingsOver(world);
  const { body } = await at.officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = body.stream;
  const path = `/api/v1/items/${item}/files`;
  const { body: file } = await at.officer.post(path).attach('file', pdf('Lokalplan', 2), 'plan.pdf').expect(201);
  const row = { seq: 1, docId: null, title: 'Planen', docNo: null, mainDocument: false };
  const content = decisionText('Kort.', {
    title: 'Med PDF',
    printedRoute: 'ØK',
    recommendation: { lead: 'Det indstilles,', clauses: ['planen godkendes.'] },
    bilag: [{ ...row, openness: 'open', titlePublic: true, file }],
  });
  const organ = { kind: 'organ', organ: 'organ-kb', role: 'deciding' };
  await sendOff(at.officer, item, { content, plan: [{ kind: 'hearing', hearingType: 'public' }, organ] });
  const { hearing } = await at.open('public', { item });

  const { page, complaints } = desk;
  await page.goto(`${world.origin}/hoering/${hearing}`);
  await page.getByRole('link', { name: 'Vis Planen' }).click();
  await page.locator('[data-viewer] canvas').first().waitFor();
  expect(complaints).toEqual([]);
});
