/** "Mine opgaver" and its operation of the API: what somebody was asked beside an item, to read it or a question. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#src/clock.ts';
import { address, type Browser, createWorld, decisionText, sendOff, type World } from './world.ts';

/** Monday 20 November 2023, ten in the morning in Denmark. */
const START = new Date('2023-11-20T09:00:00Z');
const clock = fixedClock(START);
const UNTIL = '2023-11-27T23:00:00.000Z';

let world: World;
let officer: Browser;
let bettina: Browser;
let emil: Browser;
let secretary: Browser;

beforeAll(async () => {
  world = await createWorld({}, { clock });
  officer = await world.signIn(address('sofie.brandt'));
  bettina = await world.signIn(address('bettina.andersen'));
  emil = await world.signIn(address('emil.toftegaard'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
});
afterAll(() => world?.close());

/** An item of the officer's that stands at this step. */
async function itemAt(step: object, title: string): Promise<string> {
  const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = body.stream;
  await sendOff(officer, item, {
    content: decisionText('Teksten.', {
      title,
      caseNumber: '23/4711',
      printedRoute: 'KB',
      recommendation: { lead: 'Det indstilles,', clauses: ['at planen godkendes.'] },
    }),
    plan: [step, { kind: 'organ', organ: 'organ-kb', role: 'deciding' }],
  });
  await world.app.relay.flush();
  return item;
}
async function send(by: Browser, item: string, event: object) {
  const { context } = (await officer.get(`/api/v1/items/${item}`).expect(200)).body;
  const { type, ...words } = { type: '', ...event };
  const read = { step: context.route[0].id, round: context.round, version: context.version.hash };
  const reads = type === 'reply' ? {} : read;
  await by
    .post(`/api/v1/items/${item}/events`)
    .send({ type, ...reads, ...words })
    .expect(200);
  await world.app.relay.flush();
}
async function answersOf(by: Browser, item: string) {
  const { answers } = (await by.get('/api/v1/tasks').expect(200)).body;
  return (answers as { item: string }[]).filter((task) => task.item === item);
}

describe('Among the tasks', () => {
  it('of those who are asked to read an item it stands until they have answered, or it is too late', async () => {
    const people = ['person-bettina-andersen', 'person-emil-toftegaard'];
    const item = await itemAt({ kind: 'review', reviewers: { people }, days: 5 }, 'Markens plan');
    const task = expect.objectContaining({ title: 'Markens plan', action: 'comment', until: UNTIL });
    expect(await answersOf(emil, item)).toEqual([task]);
    expect(await answersOf(bettina, item)).toEqual([task]);
    for (const nobody of [officer, secretary]) expect(await answersOf(nobody, item)).toEqual([]);
    const { text } = await emil.get('/').expect(200);
    expect(text).toContain('Venter på dit svar');
    expect(text).toContain('Svar på gennemgang senest mandag den 27. november 2023 ved døgnets udgang');
    await send(emil, item, { type: 'comment' });
    expect(await answersOf(emil, item)).toEqual([]);
    expect((await emil.get('/').expect(200)).text).not.toContain('Venter på dit svar');
    // A week later everybody's session is over.
    clock.set(new Date('2023-11-27T22:59:59Z'));
    bettina = await world.signIn(address('bettina.andersen'));
    expect(await answersOf(bettina, item)).toEqual([task]);
    // Nobody has swept yet.
    clock.set(new Date(UNTIL));
    expect(await answersOf(bettina, item)).toEqual([]);
    clock.set(START);
  });

  it('of an organ’s members it stands as long as they are asked', async () => {
    const item = await itemAt({ kind: 'review', reviewers: { organ: 'organ-hu' }, days: 5 }, 'Personalets plan');
    const member = await world.signIn(address('gitte.nymand'));
    expect(await answersOf(member, item)).toMatchObject([{ title: 'Personalets plan', action: 'comment' }]);
    await send(member, item, { type: 'comment', comment: 'Godt.' });
    expect(await answersOf(member, item)).toEqual([]);
  });

  it('of the officer alone an open question stands until it is answered', async () => {
    const item = await itemAt({ kind: 'approval', office: 'office-oekonomichef' }, 'Spurgt om planen');
    expect(await answersOf(officer, item)).toEqual([]);
    await send(bettina, item, { type: 'ask', question: 'Er driften med?' });
    expect(await answersOf(officer, item)).toMatchObject([{ title: 'Spurgt om planen', action: 'reply', until: null }]);
    for (const nobody of [bettina, secretary]) expect(await answersOf(nobody, item)).toEqual([]);
    expect((await officer.get('/').expect(200)).text).toMatch(/Venter på dit svar[\s\S]*Svar på spørgsmål/);
    await send(officer, item, { type: 'reply', question: 'question-1', answer: 'Ja, fra 2025.' });
    expect(await answersOf(officer, item)).toEqual([]);
  });
});
