import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excusedOn } from './attendance.ts';
import { address, approvedItem, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let secretary: Browser;
let member: Browser;
let meeting = '';
let item = '';
const BIRTHE = address('birthe.lindhardt');

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  member = await world.signIn(BIRTHE);
  item = await approvedItem(world, officer, 'Salg af grund', [{ organ: 'organ-oek', role: 'deciding' }]);
  const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' };
  const planned = await secretary.post('/moeder').type('form').send(plan).expect(303);
  meeting = /^\/moeder\/([^?]+)/.exec(planned.headers.location ?? '')?.[1] ?? '';
  const press = (path: string, fields: object = {}) =>
    secretary.post(`/moeder/${meeting}/${path}`).type('form').send(stringify(fields)).expect(303);
  await press('saet-paa', { item });
  await until(
    async () => (await secretary.get(`/api/v1/meetings/${meeting}`)).body.context.items,
    ({ length }) => length === 1,
  );
  await press('laas');
  await press('udsend');
  await press('begynd');
  await press('beslutning', { item, outcomes: [{ code: 'GODKENDT', effect: 'END' }] });
  const away = { members: excusedOn((await secretary.get(`/moeder/${meeting}`)).text, [0, 1, 3, 4, 5]) };
  await press('deltagelse', { ...away, chair: '' });
  await press('afslut');
});
afterAll(() => world.close());

const post = (browser: Browser, path: string, fields: object = {}) =>
  browser.post(`/moeder/${meeting}/${path}`).type('form').send(fields);
const page = async (browser: Browser, path = 'underskriv') =>
  (await browser.get(`/moeder/${meeting}/${path}`).expect(200)).text;
const protocolOn = (text: string) => /name="protocol" value="([0-9a-f]{64})"/.exec(text)?.[1] ?? '';
const spoken = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
/** Every code that was entered is as old as that. */
const ageCodes = async (minutes: number) =>
  world.app.connection
    .collection('sessions')
    .updateMany({}, { $set: { freshCodeAt: new Date((await world.app.clock.now()).getTime() - minutes * 60_000) } });

describe('a protocol on its way to its signatures', () => {
  it('is read through by the secretariat, who sees whom it will ask', async () => {
    const text = spoken(await page(secretary, 'protokol'));
    expect(text).toContain('Salg af grund');
    expect(text).toContain('Bliver bedt om at underskrive: Birthe Lindhardt (A) Sanne Jernløv (F)');
    expect(spoken(await page(member, 'underskriv'))).toContain('ikke til underskrift lige nu');
    await post(member, 'til-underskrift').expect(403);
    await post(secretary, 'til-underskrift').expect(303);
    await world.app.relay.flush();
    const sent = spoken(await page(secretary, 'protokol'));
    expect(sent).toContain('0 af 2 har svaret.');
    // Three working days: from Monday the 20th to Thursday the 23rd, in the morning.
    expect(sent).toContain('får selv en påmindelse 23. november 2023 kl. 08.00');
  });

  it('belongs to a meeting that is over, and stands among those', async () => {
    const list = (await secretary.get('/moeder').expect(200)).text;
    const [, over = ''] = list.split('id="gruppe-tidligere"');
    expect(over).toContain(`href="/moeder/${meeting}"`);
  });

  it('stands first among the tasks and the meetings of those who sign', async () => {
    await world.app.relay.flush();
    const tasks = (await member.get('/').expect(200)).text;
    expect(tasks).toContain(`/moeder/${meeting}/underskriv`);
    const mine = (await member.get('/mine-moeder').expect(200)).text;
    expect(mine.indexOf(`/moeder/${meeting}/underskriv`)).toBeGreaterThan(0);
    expect(mine.indexOf('Protokoller, du skal underskrive')).toBeLessThan(mine.indexOf('Kommende møder'));
    expect(mine).toContain('aria-current="page">Mine møder');
  });

  it('asks for a new code when the last one is old, and keeps the reservation that was typed meanwhile', async () => {
    await ageCodes(16);
    const before = await page(member);
    expect(before).toContain('Send mig en kode');
    expect(before).not.toContain('>Underskriv</button>');
    const fields = { protocol: protocolOn(before), withReservation: 'ja', reservation: 'Jeg var <uenig>.' };
    const refused = await post(member, 'underskriv', fields).expect(403);
    expect(refused.text).toContain('name="reservation" value="Jeg var &lt;uenig&gt;."');

    const sentAt = new Date();
    const sent = await post(member, 'underskriv/kode', { reservation: 'Jeg var <uenig>.' }).expect(200);
    const request = /name="request" value="([^"]+)"/.exec(sent.text)?.[1] ?? '';
    const code = await world.codeFor(BIRTHE, sentAt);
    const wrong = code === '111111' ? '222222' : '111111';
    const again = await post(member, 'underskriv/bekraeft', { request, code: wrong }).expect(409);
    expect(again.text).toContain('name="code"');
    // Somebody else's session takes no code of hers.
    await post(secretary, 'underskriv/bekraeft', { request, code }).expect(409);
    const confirmed = await post(member, 'underskriv/bekraeft', { request, code, reservation: 'Jeg var <uenig>.' });
    expect(confirmed.status).toBe(200);
    expect(confirmed.text).toContain('>Jeg var &lt;uenig&gt;.</textarea>');
    expect(await page(member)).toContain('>Underskriv</button>');
  });

  it('is signed with a reservation, which everybody who may read it sees', async () => {
    const protocol = protocolOn(await page(member));
    await post(member, 'underskriv', { protocol, withReservation: 'ja', reservation: ' ' }).expect(400);
    await post(member, 'underskriv', { protocol: '0'.repeat(64) }).expect(412);
    const fields = { protocol, withReservation: 'ja', reservation: 'Jeg var <uenig>.', requestId: 'sign-once-1' };
    await post(member, 'underskriv', fields).expect(303);
    await post(member, 'underskriv', fields).expect(303);
    expect(spoken(await page(member))).toContain('Du har underskrevet med forbehold');
    expect(await page(secretary, 'protokol')).toContain('Jeg var &lt;uenig&gt;.');
    const twice = await post(member, 'underskriv', { protocol, requestId: 'sign-twice-1' }).expect(409);
    expect(spoken(twice.text)).toContain('Der er allerede svaret');
  });

  it('is no page for the members of other organs, and nobody signs for somebody else', async () => {
    const stranger = await world.signIn(address('winnie.oerum'));
    for (const path of ['protokol', 'underskriv', 'underskrifter']) {
      await stranger.get(`/moeder/${meeting}/${path}`).expect(403);
    }
    await ageCodes(0);
    const protocol = protocolOn(await page(secretary, 'protokol'));
    const refused = await post(secretary, 'underskriv', { protocol }).expect(403);
    expect(spoken(refused.text)).toContain('Du er ikke blandt dem');
  });

  it('is finished when the secretariat notes why the last one cannot sign; its item is then completed', async () => {
    const protocol = protocolOn(await page(secretary, 'protokol'));
    const note = { protocol, person: 'person-sanne-jernloev' };
    await post(member, 'noter-naegtelse', { ...note, reason: 'Hun er syg.' }).expect(403);
    const empty = await post(secretary, 'noter-naegtelse', { ...note, reason: '' }).expect(400);
    expect(spoken(empty.text)).toContain('Skriv en begrundelse');
    await post(secretary, 'noter-naegtelse', { ...note, reason: 'Hun er syg.' }).expect(303);
    const text = spoken(await page(member, 'protokol'));
    expect(text).toContain('2 af 2 har svaret.');
    expect(text).toContain('noteret af Jonas Ravn Mikkelsen');
    const state = async () => (await secretary.get(`/api/v1/items/${item}`).expect(200)).body.state as string;
    expect(await until(state, (is) => is === 'completed')).toBe('completed');
    const mine = spoken((await member.get('/mine-moeder').expect(200)).text);
    expect(mine).toContain('Du: underskrevet med forbehold');
  });

  it('has its evidence: a whole chain, the levels, and the transition of each answer', async () => {
    const text = await page(member, 'underskrifter');
    const { context } = (await secretary.get(`/api/v1/meetings/${meeting}`).expect(200)).body;
    expect(text).toContain('Kæden er hel');
    expect(text).toContain(context.signatures.protocol);
    expect(spoken(text)).toContain('Niveau 3: kode fra mail indtastet');
    const records = await world.app.collections.transitions.find({ stream: meeting }).lean();
    for (const { hash } of records) expect(text).toContain(hash);
  });

  it('can be signed, refused and recalled over the API, with the same rules', async () => {
    const act = (browser: Browser, body: object) => browser.post(`/api/v1/meetings/${meeting}/events`).send(body);
    const { body } = await act(secretary, { type: 'recallProtocol', reason: 'Forkert dato.' }).expect(409);
    expect(body).toMatchObject({ code: 'not-in-this-state' });
    const read = (await member.get(`/api/v1/meetings/${meeting}/protocol`).expect(200)).body;
    expect(read).toMatchObject({ entries: [{ item }], evidence: { broken: null, protocol: read.hash } });
    const protocol = 'f'.repeat(64);
    expect((await act(member, { type: 'sign', protocol }).expect(409)).body.title).toBeTruthy();
    await act(member, { type: 'sign', protocol, person: 'person-sanne-jernloev' }).expect(400);
    await act(member, { type: 'refuse', protocol, reason: 'Nej.', person: 'person-sanne-jernloev' }).expect(403);
  });
});
