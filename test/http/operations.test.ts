/** What an administrator sees first: whether anything is broken, what to do about it, and how many items are where. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statesOf } from '#machines/states.ts';
import { saveOffice } from '#src/people/save-office.ts';
import { address, approvedItem, type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

let world: World;
let admin: Browser;
let officer: Browser;
beforeAll(async () => {
  world = await createWorld({ STUCK_JOB_MINUTES: '10' });
  officer = await world.signIn(address('sofie.brandt'));
  await approvedItem(world, officer, 'Plan for havnen', [{ organ: 'organ-kb', role: 'deciding' }]);
  const secret = { openness: 'closed', caseNumber: '23/9261' };
  await approvedItem(world, officer, 'Hemmelig titel', [{ organ: 'organ-kb', role: 'deciding' }], secret);
  admin = await world.signIn(address('karin.storgaard'));
  await until(open, (rows) => rows.length === 0);
});
afterAll(() => world.close());

const RECOMMENDED = { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] };
const deliveries = () => world.app.collections.deliveries;
const open = () => deliveries().find({ state: 'open' }).lean();
const page = async (path: string, by = admin) => (await by.get(path).expect(200)).text;
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
/** One row of the ledger is made to look otherwise, and put back. */
async function withRow(change: object, look: (key: string) => Promise<void>) {
  const row = await deliveries().findOne({ 'effect.kind': 'mail' }).lean();
  if (row === null) throw new Error('no mail was sent');
  await deliveries().updateOne({ _id: row._id }, { $set: change });
  try {
    await look(row._id);
  } finally {
    await deliveries().updateOne({ _id: row._id }, { $set: row });
  }
}

describe('an administrator', () => {
  it('reads that all is well, with how many workers each queue has', async () => {
    expect(await page('/drift')).toContain('Alt kører');
    expect(await page('/')).toContain('Alt kører.');
    const { body } = await admin.get('/api/v1/operations').expect(200);
    expect(body.broken).toEqual([]);
    expect(Object.values(body.workers).every((count) => Number(count) > 0)).toBe(true);
    expect(Object.keys(body.workers)).toEqual(['mail', 'signal', 'deadlines', 'packet']);
  });

  it('reads of failed mails on the start page and first of all on that of operations, and tries them all again', async () => {
    const now = new Date();
    await withRow({ state: 'failed', note: 'permanent: 550', closedAt: now }, async () => {
      const words = 'Mails, der ikke kunne sendes: 1.';
      expect(await page('/')).toContain(words);
      const text = await page('/drift');
      expect(text.indexOf(words)).toBeGreaterThan(0);
      expect(text.indexOf(words)).toBeLessThan(text.indexOf('Har stået længst'));
      await admin.post('/drift/proev-alle-igen').expect(303);
      expect(await deliveries().countDocuments({ state: 'failed' })).toBe(0);
    });
    expect(await page('/', officer)).not.toContain('Drift');
  });

  it('reads of work that has stood longer than the setting says, what it is, and sets it going again', async () => {
    const hour = new Date(Date.now() - 3_600_000);
    const claimed = { claimedBy: 'gone', claimedUntil: new Date(Date.now() + 60_000) };
    await withRow({ state: 'open', availableAt: hour, closedAt: null, ...claimed }, async (key) => {
      const text = await page('/drift');
      expect(plain(text)).toContain('Køen »Mails« står fast: det ældste job har ventet i 1 time.');
      expect(plain(text)).toContain('Står fast 1');
      expect(text).toContain(`name="row" value="${key}"`);
      const pressed = Date.now();
      await admin.post('/drift/saet-i-gang').type('form').send({ row: key }).expect(303);
      const begun = async () => (await world.app.queues.queue('mail').getJob(key))?.processedOn ?? 0;
      expect(await until(begun, (at) => at >= pressed)).toBeGreaterThanOrEqual(pressed);
      await officer.post('/drift/saet-i-gang').type('form').send({ row: key }).expect(403);
    });
    await admin.post('/drift/saet-i-gang').type('form').send({ row: 'item-none.1-1' }).expect(404);
    await admin.post('/drift/arbejde/saet-i-gang').type('form').send({ kind: 'no-kind', row: 'x' }).expect(404);
  });

  it('reads of an approval that waits for an office nobody can act for', async () => {
    const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const plan = [
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ];
    await sendOff(officer, body.stream, {
      content: decisionText('Kort.', { title: 'Hos ingen', printedRoute: 'KB', recommendation: RECOMMENDED }),
      plan,
    });
    await world.app.relay.flush();
    // The office of a position that was closed down since.
    const { items } = world.app.collections;
    const { modifiedCount } = await items.updateOne({ _id: body.stream }, { $set: { waitsForOffice: 'office-empty' } });
    expect(modifiedCount).toBe(1);
    const empty = { id: 'office-empty', rev: null, name: 'Nedlagt chef', superior: null, holders: [] };
    await saveOffice(world.app, empty, null);
    expect(await page('/drift')).toContain('Punkter, der venter på en stilling, som ingen kan handle for: 1.');
  });
});

describe('the machines as pictures', () => {
  it('say how many items are in each state, by picture and by table, each with a link to the list', async () => {
    const text = await page('/drift/tilstande');
    for (const state of statesOf('agenda-item')) expect(text).toContain(`href="/drift/tilstande/punkter/${state}"`);
    for (const state of statesOf('meeting')) expect(text).toContain(`href="/drift/tilstande/moeder/${state}"`);
    for (const state of statesOf('hearing')) expect(text).toContain(`href="/drift/tilstande/hoeringer/${state}"`);
    const [, picture = '', table = ''] = /<svg(.*?)<\/svg>(.*?)<\/table>/s.exec(text) ?? [];
    for (const part of [picture, table]) expect(plain(part)).toMatch(/Venter på møde\s+2/);
    expect(plain(await page('/drift'))).toMatch(/Venter på møde\s+2/);
  });

  it('lead to the list of what is there: titles of open items, records numbers of closed ones, and who must do what', async () => {
    const text = plain(await page('/drift/tilstande/punkter/travelling.organ.waiting'));
    expect(text).toContain('Plan for havnen');
    expect(text).toContain('Lukket sag 23/9261');
    expect(text).not.toContain('Hemmelig titel');
    expect(text).toContain('Sekretariatet skal sætte punktet på en dagsorden i Kommunalbestyrelsen.');
    expect(await page('/drift/tilstande/moeder/planned')).toContain('Intet er i denne tilstand.');
    await admin.get('/drift/tilstande/punkter/no.such.state').expect(404);
    await admin.get('/drift/tilstande/andet/draft').expect(404);
    await officer.get('/drift/tilstande').expect(403);
  });
});
