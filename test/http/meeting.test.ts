import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentenceOf } from '#src/words/words.ts';
import { address, approvedItem, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;
let meeting = '';
let items: [string, string] = ['', ''];

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  const organs = [
    { organ: 'organ-oek', role: 'recommending' },
    { organ: 'organ-kb', role: 'deciding' },
  ];
  items = [
    await approvedItem(world, officer, 'Åbning af <skovbørnehave>', organs),
    await approvedItem(world, officer, 'Udmøntningsplan', organs),
  ];
});
afterAll(() => world.close());

/** Fills in one of the meeting page's forms and presses its button. */
const press = (path: string, fields: object = {}) =>
  secretary.post(`/moeder/${meeting}/${path}`).type('form').send(stringify(fields));
const page = async (browser: Browser = secretary) => (await browser.get(`/moeder/${meeting}`).expect(200)).text;
/** The decision on an item that the page's form is made from. */
const basisOn = (text: string, item: string): string =>
  new RegExp(`value="${item}">\\s*<input type="hidden" name="basis" value="([0-9a-f]*)"`).exec(text)?.[1] ?? 'no basis';
const stateOf = async (item: string): Promise<string> =>
  (await secretary.get(`/api/v1/items/${item}`).expect(200)).body.state;

describe('a meeting from plan to end, through its pages', () => {
  it('is planned by the secretariat, and by nobody else', async () => {
    const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' };
    await officer.post('/moeder').type('form').send(plan).expect(403);
    const planned = await secretary.post('/moeder').type('form').send(plan).expect(303);
    meeting = /^\/moeder\/([^?]+)/.exec(planned.headers.location ?? '')?.[1] ?? '';
    const text = await page();
    expect(text).toContain('Økonomiudvalget');
    expect(text).toContain('tirsdag den 5. december 2023');
    expect(text).toContain('Udmøntningsplan');
  });

  it('a form that is sent twice plans one meeting', async () => {
    const plan = { organ: 'organ-vpu', date: '2023-12-06', startsAt: '09:00', requestId: 'sent-twice' };
    const first = await secretary.post('/moeder').type('form').send(plan);
    const second = await secretary.post('/moeder').type('form').send(plan);
    expect(second.headers.location).toBe(first.headers.location);
  });

  it('a form that is filled in wrongly is shown again with what was typed', async () => {
    const reply = await secretary
      .post('/moeder')
      .type('form')
      .send({ organ: '', date: '2023-12-13', startsAt: '25:00' });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('value="2023-12-13"');
  });

  it('says why an empty agenda cannot be frozen', async () => {
    const text = await page();
    expect(text).toMatch(/disabled[^>]*>Lås dagsordenen</);
    const refused = await press('laas').expect(409);
    expect(refused.text).toContain(sentenceOf('part-has-items').text);
  });

  it('takes waiting items on, in the order the secretariat wants', async () => {
    await press('saet-paa', { item: items[0] }).expect(303);
    await press('saet-paa', { item: items[1] }).expect(303);
    const before = await page();
    expect(before.indexOf(`punkt-${items[0]}`)).toBeLessThan(before.indexOf(`punkt-${items[1]}`));
    await press('flyt', { item: items[1], direction: 'op' }).expect(303);
    const after = await page();
    expect(after.indexOf(`punkt-${items[1]}`)).toBeLessThan(after.indexOf(`punkt-${items[0]}`));
  });

  it('shows what people wrote as text, never as markup', async () => {
    const text = await page();
    expect(text).toContain('&lt;skovbørnehave&gt;');
    expect(text).not.toContain('<skovbørnehave>');
  });

  it('is no business of the members before it is dispatched', async () => {
    const member = await world.signIn(address('anders.kjaergaard'));
    await member.get(`/moeder/${meeting}`).expect(403);
    await press('laas').expect(303);
    await press('laas-op').expect(303);
    await press('laas').expect(303);
    await press('udsend', { lateReason: '' }).expect(303);
    expect(await page(member)).toContain('Udmøntningsplan');
    // Lists follow behind in bulk.
    const tasks = () => member.get('/').expect(200);
    expect((await until(tasks, ({ text }) => text.includes('Økonomiudvalget'))).text).toContain('Økonomiudvalget');
  });

  it('does not end while an item lacks its decision', async () => {
    await press('begynd').expect(303);
    const text = await page();
    expect(text).toContain('Mangler beslutning');
    const refused = await press('afslut').expect(409);
    expect(refused.text).toContain('Der er punkter uden beslutning.');
  });

  it('keeps what was typed when an outcome is missing', async () => {
    const refused = await press('beslutning', {
      item: items[0],
      text: 'Udvalget ønsker mere viden.',
      outcomes: [{ code: '' }],
    });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Vælg et udfald til hvert at-punkt.');
    expect(refused.text).toContain('Udvalget ønsker mere viden.');
  });

  it('records a standard decision with those who were away', async () => {
    const excused = ['Anders Kjærgaard (A)', 'Ole Gjerrild (C)'];
    await press('beslutning', {
      item: items[1],
      outcomes: [{ code: 'TILTRAADT' }],
      excused,
      absent: 'Et Navn\r\n',
    }).expect(303);
    const text = await page();
    expect(text).toContain('<div class="decision-text">Tiltrådt.</div>');
    expect(text).toContain('Anders Kjærgaard (A), Ole Gjerrild (C)');
    expect(text).toContain('Fraværende: Et Navn');
  });

  it('takes a correction that is sent from a page one went back to', async () => {
    const same = { item: items[1], requestId: 'the-same-page', outcomes: [{ code: 'TILTRAADT' }] };
    const basis = async () => basisOn(await page(), items[1]);
    await press('beslutning', { ...same, basis: await basis(), text: 'Tiltrådt med bemærkning.' }).expect(303);
    await press('beslutning', { ...same, basis: await basis(), text: 'Tiltrådt.' }).expect(303);
    expect(await page()).toContain('<div class="decision-text">Tiltrådt.</div>');
    const away = { excused: ['Anders Kjærgaard (A)'] };
    await press('beslutning', { ...same, basis: await basis(), text: 'Tiltrådt.', ...away }).expect(303);
    expect(await page()).toContain('Afbud: Anders Kjærgaard (A)');
  });

  it('records a wording of its own only with an effect chosen for it', async () => {
    const own = { item: items[0], text: 'Udvalget ønsker mere viden.' };
    await press('beslutning', { ...own, outcomes: [{ code: 'FRITEKST' }] }).expect(400);
    await press('beslutning', { ...own, outcomes: [{ code: 'FRITEKST', effect: 'BACK' }] }).expect(303);
    expect(await page()).toContain('Sagen sendes tilbage til administrationen');
  });

  it('ends, and each item goes where its decision sends it', async () => {
    const unknown = await press('afslut').expect(409);
    expect(unknown.text).toContain('hvem der deltog');
    await press('deltagelse', { chair: '', guests: 'Kim Bruun Nielsen' }).expect(303);
    await press('afslut').expect(303);
    expect(
      await until(
        () => stateOf(items[1]),
        (state) => state === 'travelling.organ.waiting',
      ),
    ).toBe('travelling.organ.waiting');
    expect(
      await until(
        () => stateOf(items[0]),
        (state) => state === 'draft',
      ),
    ).toBe('draft');
    const text = await page();
    expect(text).toContain('Mødet sluttede');
    expect(text).toContain('Jonas Ravn Mikkelsen');
    const tasks = () => officer.get('/').expect(200);
    const back = 'Er kommet tilbage til dig.';
    expect((await until(tasks, ({ text }) => text.includes(back))).text).toContain(back);
  });

  it('stands among the meetings that are over', async () => {
    const { text } = await secretary.get('/moeder?organ=organ-oek').expect(200);
    expect(text.indexOf('Tidligere')).toBeLessThan(text.indexOf(meeting));
  });
});

describe('the list of items', () => {
  it('finds by title, sorts in Danish, and shows to nobody what may not be read', async () => {
    const found = await secretary.get('/punkter').query({ q: 'skovbørne' }).expect(200);
    expect(found.text).toContain('&lt;<mark>skovbørnehave</mark>&gt;');
    expect(found.text).not.toContain('Udmøntningsplan');
    const sorted = (await secretary.get('/punkter?sort=title').expect(200)).text;
    expect(sorted.indexOf('Udmøntningsplan')).toBeLessThan(sorted.indexOf('skovbørnehave'));
    const stranger = await world.signIn(address('winnie.oerum'));
    expect((await stranger.get('/punkter').expect(200)).text).not.toContain('Udmøntningsplan');
  });

  it('goes on page by page, each item once', async () => {
    const all = new Set<string>();
    for (let n = 0; n < 30; n++) {
      const { body } = await officer.post('/api/v1/items').send({ type: 'orientation' }).expect(201);
      all.add(body.stream);
    }
    await world.app.relay.flush();
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { item: string }[]; next: string | null } } = await officer
        .get('/api/v1/items')
        .query(cursor === '' ? {} : { cursor })
        .expect(200);
      seen.push(...body.items.map(({ item }) => item));
      cursor = body.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const item of all) expect(seen).toContain(item);
  });
});
