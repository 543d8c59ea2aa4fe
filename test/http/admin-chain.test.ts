import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordId } from '#src/store/record.ts';
import { firstBrokenEntry, Timeline } from '#src/store/timeline.ts';
import { address, approvedItem, type Browser, createWorld, type World } from './world.ts';

const run = promisify(execFile);
const SECRET = 'Et hemmeligt navn';
let world: World;
let admin: Browser;
let officer: Browser;
let item = '';

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  item = await approvedItem(world, officer, SECRET, [{ organ: 'organ-kb', role: 'deciding' }]);
  admin = await world.signIn(address('karin.storgaard'));
});
afterAll(() => world.close());

const page = () => `/drift/kaede/${item}`;

it('shows every transition in words with its hash, and says that the chain is whole', async () => {
  const { text } = await officer.get(page()).expect(200);
  expect(text).toContain('Kæden er hel');
  for (const said of ['Punktet blev oprettet', 'Sendt til godkendelse', 'Godkendt', 'Sofie Lykke Brandt']) {
    expect(text).toContain(said);
  }
  expect(text).toContain('Bettina Andersen som Økonomichef');
  const links = await world.app.collections.transitions.find({ stream: item }).sort({ seq: 1 }).lean();
  for (const { hash } of links) expect(text).toContain(`title="${hash}"`);
  expect((await officer.get(`/punkter/${item}`).expect(200)).text).toContain(page());
});

it('the file is one that verify accepts', async () => {
  const { text, headers } = await admin.get(`${page()}/kaede.json`).expect(200);
  expect(headers['content-disposition']).toBe(`attachment; filename="${item}.json"`);
  expect(firstBrokenEntry(Timeline.parse(JSON.parse(text)).transitions)).toBeNull();
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-chain-'));
  const file = join(folder, 'kaede.json');
  await writeFile(file, text);
  const { stdout } = await run(process.execPath, ['src/app/verify.ts', file]);
  expect(stdout).toMatch(/^\d+ transitioner i 1 strøm er hele\.\n$/);
  await rm(folder, { recursive: true });
});

it('an administrator sees what happened to a closed item, and nothing of what it says', async () => {
  const { body } = await officer.post('/api/v1/items').send({ type: 'discussion' }).expect(201);
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Fortrolig tekst.' }] };
  const sections = [{ heading: 'Sagsfremstilling', body: { type: 'doc', content: [paragraph] } }];
  const facts = { title: SECRET, type: 'discussion', openness: 'closed', caseNumber: null, printedRoute: 'KB' };
  const plan = [{ kind: 'organ', organ: 'organ-kb', role: 'deciding' }];
  const draft = { content: { ...facts, sections, recommendation: null, bilag: [] }, plan };
  const path = `/api/v1/items/${body.stream}`;
  const saved = await officer.put(`${path}/draft`).send({ rev: 1, draft }).expect(200);
  await officer.post(`${path}/events`).send({ type: 'submit', rev: saved.body.rev }).expect(200);
  await admin.get(`/punkter/${body.stream}`).expect(404);
  const closed = `/drift/kaede/${body.stream}`;
  for (const address of [closed, `${closed}/kaede.json`]) {
    const { text } = await admin.get(address).expect(200);
    expect(text).toContain(body.stream);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('Fortrolig tekst');
  }
});

it('a member without a hand in it, and a stream that nobody knows, are the same to whoever asks', async () => {
  const member = await world.signIn(address('niels.basballe'));
  for (const address of [page(), `${page()}/kaede.json`, '/drift/kaede/item-nobody', '/drift/kaede/person-x']) {
    await member.get(address).expect(404);
  }
  await world.agent().get(page()).expect(303);
  await admin.get('/drift/kaede/item-nobody').expect(404);
});

it('a meeting has its chain too', async () => {
  const secretary = await world.signIn(address('ida.lund'));
  const form = { organ: 'organ-kb', date: '2023-12-12', startsAt: '18:00' };
  const { headers } = await secretary.post('/moeder').type('form').send(form).expect(303);
  const meeting = /meeting-[a-z0-9-]+/.exec(headers.location ?? '')?.[0] ?? '';
  expect((await secretary.get(`/moeder/${meeting}`).expect(200)).text).toContain(`/drift/kaede/${meeting}`);
  const { text } = await secretary.get(`/drift/kaede/${meeting}`).expect(200);
  expect(text).toContain('Mødet blev planlagt');
  expect(text).toContain('Kæden er hel');
});

it('names the first link that somebody has changed, and proves nothing after it', async () => {
  const changed = { _id: recordId(item, 2) };
  await world.app.collections.transitions.updateOne(changed, { $set: { at: '2023-01-01T00:00:00.000Z' } });
  const { text } = await officer.get(page()).expect(200);
  expect(text).not.toContain('Kæden er hel');
  expect(text).toContain('Kæden er brudt ved nr. 2');
  expect(text.match(/Kæden er brudt her: indholdet svarer ikke til postens hash/g)).toHaveLength(1);
  expect(text.match(/class="link-whole"/g)).toHaveLength(1);
  expect(text.match(/kan ikke bevises\.<\/p>\s*<\/div>\s*<p class="chain-states/g)?.length).toBeGreaterThan(0);
  // The file tells it as it is.
  const file = await officer.get(`${page()}/kaede.json`).expect(200);
  expect(firstBrokenEntry(Timeline.parse(JSON.parse(file.text)).transitions)).toMatchObject({ seq: 2 });
});
