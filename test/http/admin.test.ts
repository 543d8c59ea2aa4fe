import { afterAll, beforeAll, expect, it } from 'vitest';
import { address, approvedItem, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let admin: Browser;
let item = '';

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  const council = [{ organ: 'organ-kb', role: 'deciding' }];
  item = await approvedItem(world, officer, 'Et åbent navn', council);
  const closed = { openness: 'closed', caseNumber: '23/9261' };
  await approvedItem(world, officer, 'Et hemmeligt navn', council, closed);
  admin = await world.signIn(address('karin.storgaard'));
});
afterAll(() => world.close());

const deliveries = () => world.app.collections.deliveries.find({ stream: item }).lean();

it('shows what has stood longest by its title, a closed item by its records number, and who must do what', async () => {
  const { text } = await admin.get('/drift').expect(200);
  expect(text).toContain(item);
  expect(text).toContain('Et åbent navn');
  expect(text).toContain('Sekretariatet skal sætte punktet på en dagsorden i Kommunalbestyrelsen.');
  expect(text).toContain('Lukket sag 23/9261');
  expect(text).not.toContain('Et hemmeligt navn');
});

it('filters deliveries by state, and a failed one is tried again by a press', async () => {
  const [mail] = await until(deliveries, (rows) => rows.length > 0 && rows.every(({ state }) => state !== 'open'));
  const key = mail?._id ?? '';
  await world.app.collections.deliveries.updateOne({ _id: key }, { $set: { state: 'failed', note: 'permanent: 550' } });

  const failed = await admin.get('/drift?state=failed').expect(200);
  expect(failed.text).toContain('Mailserveren afviste mailen (svar 550).');
  expect(failed.text).toContain('Prøv igen');
  expect((await admin.get('/drift?state=open').expect(200)).text).not.toContain('afviste mailen');

  await admin.post('/drift/proev-igen').type('form').send({ key }).expect(303);
  const [after] = await until(deliveries, ([row]) => row?.state !== 'open' && row?.state !== 'failed');
  expect(['done', 'void']).toContain(after?.state);
});

it('what has not failed cannot be tried again', async () => {
  const [row] = await deliveries();
  await admin.post('/drift/proev-igen').type('form').send({ key: row?._id }).expect(404);
  await admin.post('/drift/proev-igen').type('form').send({ key: '{"$ne":1}' }).expect(400);
});

it('nobody else may try again', async () => {
  const officer = await world.signIn(address('emil.toftegaard'));
  await officer
    .post('/drift/proev-igen')
    .type('form')
    .send({ key: `${item}.1-1` })
    .expect(403);
});
