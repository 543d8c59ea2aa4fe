/** Two secretaries at one meeting: neither replaces what the other has recorded without having seen it. */
import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { richTextOf } from '#src/documents/plain-text.ts';
import { address, approvedItem, type Browser, createWorld, type World } from './world.ts';

let world: World;
let jonas: Browser;
let ida: Browser;
let meeting = '';
let item = '';

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  jonas = await world.signIn(address('jonas.mikkelsen'));
  ida = await world.signIn(address('ida.lund'));
  item = await approvedItem(world, officer, 'Havnens kajer', [{ organ: 'organ-oek', role: 'deciding' }]);
  const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' };
  meeting = (await jonas.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  await press(jonas, 'saet-paa', { item }).expect(303);
  for (const step of ['laas', 'udsend', 'begynd']) await press(jonas, step).expect(303);
});
afterAll(() => world?.close());

const press = (who: Browser, path: string, fields: object = {}) =>
  who.post(`/moeder/${meeting}/${path}`).type('form').send(stringify(fields));
const page = async (who: Browser) => (await who.get(`/moeder/${meeting}`).expect(200)).text;
const basisIn = (text: string, form: string): string =>
  new RegExp(`id="${form}"[\\s\\S]*?name="basis" value="([^"]*)"`).exec(text)?.[1] ?? 'no basis';
const event = (who: Browser, body: object) => who.post(`/api/v1/meetings/${meeting}/events`).send(body);
const standing = async () => {
  const { agenda, context } = (await jonas.get(`/api/v1/meetings/${meeting}`).expect(200)).body;
  return { decided: agenda[0].decided, hash: agenda[0].decision?.hash ?? null, context };
};

describe('a decision', () => {
  const decision = (text: string) => ({ item, text, outcomes: [{ code: 'GODKENDT' }] });

  it('is not replaced by one that was written without seeing it: the page shows both texts, and keeps what was typed', async () => {
    const [hers, his] = [
      basisIn(await page(ida), `beslutning-${item}`),
      basisIn(await page(jonas), `beslutning-${item}`),
    ];
    expect([hers, his]).toEqual(['', '']);
    await press(ida, 'beslutning', { ...decision('Godkendt med Idas ord.'), basis: hers }).expect(303);
    const refused = await press(jonas, 'beslutning', { ...decision('Godkendt med Jonas’ ord.'), basis: his }).expect(
      409,
    );
    const panel = /data-conflict[\s\S]*?<\/form>/.exec(refused.text)?.[0] ?? '';
    expect(panel).toContain('Godkendt med Idas ord.');
    expect(panel).toMatch(/<div class="decision-text">Godkendt med Jonas’ ord\./);
    expect(refused.text).toMatch(/<textarea[^>]*name="text"[^>]*>Godkendt med Jonas’ ord\.</);
    expect(refused.text).toContain('gemte');
    expect((await standing()).decided.text).toEqual(richTextOf('Godkendt med Idas ord.'));
  });

  it('is replaced by whoever has seen both, from the very page that showed them', async () => {
    const stale = await press(jonas, 'beslutning', decision('Godkendt med Jonas’ ord.')).expect(409);
    const basis = basisIn(stale.text, `beslutning-${item}`);
    await press(jonas, 'beslutning', { ...decision('Godkendt med Jonas’ ord.'), basis }).expect(303);
    expect((await standing()).decided.text).toEqual(richTextOf('Godkendt med Jonas’ ord.'));
  });

  it('keeps the basis of a form that was refused for another reason', async () => {
    const refused = await press(ida, 'beslutning', { item, basis: '', text: 'Ord', outcomes: [{ code: '' }] }).expect(
      400,
    );
    expect(basisIn(refused.text, `beslutning-${item}`)).toBe('');
  });

  it('may be recorded twice in the same words: nothing is replaced', async () => {
    await press(ida, 'beslutning', { ...decision('Godkendt med Jonas’ ord.'), basis: '' }).expect(303);
  });

  it('is as safe from a program, which names the decision that it saw', async () => {
    const body = {
      type: 'recordDecision',
      item,
      text: richTextOf('Fra et program.'),
      outcomes: [{ clause: 1, code: 'GODKENDT', effect: 'END' }],
      absences: [],
    };
    const refused = await event(ida, body).expect(409);
    expect(refused.body.code).toBe('decision-as-seen');
    const { hash } = await standing();
    await event(ida, { ...body, basis: hash }).expect(200);
  });

  it('is refused at the field that is wrong, and the form leads back to its item', async () => {
    const refused = await press(jonas, 'beslutning', {
      item,
      basis: (await standing()).hash,
      outcomes: [{ code: 'FRITEKST', effect: 'END' }],
      text: '',
    }).expect(400);
    expect(refused.text).toMatch(new RegExp(`id="fejl-text-${item}">Beslutningens ordlyd mangler`));
    expect(refused.text).toMatch(new RegExp(`<textarea[^>]*id="text-${item}"[^>]*aria-invalid="true"`));
    expect(refused.text).toContain(`action="/moeder/${meeting}/beslutning#punkt-${item}"`);
  });
});

describe('the attendance', () => {
  it('is not replaced unseen: both are shown, and what was filled in is still there', async () => {
    const [hers, his] = [basisIn(await page(ida), 'deltagelsen'), basisIn(await page(jonas), 'deltagelsen')];
    await press(ida, 'deltagelse', { basis: hers, guests: 'Kim Bruun Nielsen' }).expect(303);
    const refused = await press(jonas, 'deltagelse', { basis: his, guests: 'Dorte Ramskov' }).expect(409);
    const panel = /data-conflict[\s\S]*?<table/.exec(refused.text)?.[0] ?? '';
    expect(panel).toContain('Kim Bruun Nielsen');
    expect(panel).toContain('Dorte Ramskov');
    expect(refused.text).toMatch(/<textarea[^>]*name="guests"[^>]*>Dorte Ramskov</);
    const basis = basisIn(refused.text, 'deltagelsen');
    await press(jonas, 'deltagelse', { basis, guests: 'Dorte Ramskov' }).expect(303);
  });

  it('is another one where only the chair is another', async () => {
    const { context } = await standing();
    const attendance = { present: ['Birthe Lindhardt'], absences: [] };
    const body = { type: 'recordAttendance', attendance, members: ['person-birthe-lindhardt'] };
    await event(ida, { ...body, basis: context.attendanceRevision }).expect(200);
    const other = { ...body, chair: 'person-birthe-lindhardt' };
    expect((await event(jonas, { ...other, basis: context.attendanceRevision }).expect(409)).body.code).toBe(
      'attendance-as-seen',
    );
    await event(jonas, { ...other, basis: context.attendanceRevision + 1 }).expect(200);
  });
});

describe('a form that the page has no more', () => {
  it('is answered with what was written in it', async () => {
    await press(jonas, 'afslut').expect(303);
    const refused = await press(ida, 'udgaar', { item, reason: 'Ansøgeren har trukket sagen.' }).expect(409);
    expect(refused.text).toMatch(/<textarea[^>]*readonly[^>]*>Ansøgeren har trukket sagen\.</);
  });
});
