/** Files that would keep the service busy, from strangers who answer a hearing that is open to all. */
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { office } from '../files/make.ts';
import { heavyTiff, hungryPdf, slowOffice } from '../files/traps.ts';
import { fieldIn, hearingsOver } from './hearing-world.ts';
import { address, createWorld, demoTime, type World } from './world.ts';

let world: World;
let hearing: string;
beforeAll(async () => {
  world = await createWorld({}, { clock: demoTime, queues: ['mail', 'signal', 'deadlines'] });
  const at = await hearingsOver(world);
  ({ hearing } = await at.open('public'));
});
afterAll(() => world.close());

/** The form as a stranger's browser sends it, with one file. */
async function answerWith(bytes: Buffer, name: string) {
  const browser = world.agent();
  const { text } = await browser.get(`/hoering/${hearing}`).expect(200);
  return browser
    .post(`/hoering/${hearing}/svar`)
    .field('opened', fieldIn(text, 'opened'))
    .field('formId', fieldIn(text, 'formId'))
    .field('name', 'En borger')
    .field('text', 'Imod.')
    .field('step', 'preview')
    .attach('files', bytes, name);
}

describe('an answer with a file that is too heavy', () => {
  it.each([
    ['a TIFF of overlapping directories', heavyTiff, 'kort.tif', 'den er bygget af for mange dele'],
    [
      'a document that unpacks to a thousand times its size',
      () => office('docx', { 'word/a.bin': Buffer.alloc(50_000_000) }),
      'notat.docx',
      'den fylder for meget, når den pakkes ud',
    ],
    ['a PDF for which qpdf takes a gigabyte', hungryPdf, 'plan.pdf', 'det kræver for meget hukommelse'],
  ])('%s: its sender reads why, and keeps the words', async (_what, make, name, why) => {
    const { status, text } = await answerWith(make(), name);
    expect(status).toBe(422);
    expect(text).toContain(name);
    expect(text).toContain(why);
    expect(text).toContain('Imod.</textarea>');
  });
});

describe('many answers at once from one place', () => {
  it('wait in a line that has an end; beyond it their senders read when to try again, and others are served', async () => {
    const officer = await world.signIn(address('sofie.brandt'));
    const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const bytes = slowOffice();
    const sent = Array.from({ length: 12 }, () => answerWith(bytes, 'notat.docx'));
    const others = officer.post(`/punkter/${body.stream}/filer`).accept('application/json');
    const theirs = others.attach('file', Buffer.from('Noter.'), 'noter.txt').expect(201);
    const answers = await Promise.all([...sent, theirs].map(async (each) => (await each) as Response));
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5);
    for (const { text, headers } of refused) {
      expect(headers['retry-after']).toBe('30');
      expect(text).toContain('Prøv igen om 1 minut.');
      expect(text).toContain('Imod.</textarea>');
    }
  });
});
