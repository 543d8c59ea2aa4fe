/** What an officer and a secretary may say about something closed: until when, in which organ, and what the public reads instead. */
import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOf } from '#src/queries/item.ts';
import { address, approvedItem, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
});
afterAll(() => world.close());

const row = {
  docId: '',
  openness: 'closed',
  title: 'Købsaftale',
  titlePublic: 'no',
  docNo: '',
  mainDocument: 'no',
  availability: '',
  file: '',
};

describe('The editor', () => {
  let item = '';
  const draft = async () => (await draftOf(world.app, item))?.body.content;
  const page = async () => (await officer.get(`/punkter/${item}/rediger`).expect(200)).text;
  async function save(fields: object): Promise<void> {
    const rev = /name="rev" value="(\d+)"/.exec(await page())?.[1];
    const sent = stringify({ do: 'save', rev, title: 'Køb af areal', type: 'decision', openness: 'closed', ...fields });
    await officer.post(`/punkter/${item}/rediger`).type('form').send(sent).expect(303);
  }

  it('shows the title of a closed bilag to nobody unless the officer says so', async () => {
    item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
    expect(await page()).toMatch(/\[titlePublic\]"><option value="yes">Ja<\/option><option value="no" selected>/);
    await save({ bilag: [{ openness: 'closed', title: 'Notat' }] });
    expect((await draft())?.bilag[0]).toMatchObject({ openness: 'closed', titlePublic: false });
  });

  it('keeps what is said of it, and shows it again', async () => {
    item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
    await save({
      closedUntil: '2024-06-30',
      publicTitle: 'Ejendomssag',
      bilag: [{ ...row, closedUntil: '2024-05-01', opennessIn: 'organ-kb:open' }],
    });
    expect(await draft()).toMatchObject({
      closedUntil: '2024-06-30',
      publicTitle: 'Ejendomssag',
      bilag: [{ closedUntil: '2024-05-01', opennessIn: [{ organ: 'organ-kb', openness: 'open' }] }],
    });
    const shown = await page();
    expect(shown).toContain('name="closedUntil" value="2024-06-30"');
    expect(shown).toContain('name="publicTitle" value="Ejendomssag"');
    expect(shown).toContain('name="bilag[0][closedUntil]" value="2024-05-01"');
    expect(shown).toContain('<option value="organ-kb:open" selected>Åben i Kommunalbestyrelsen</option>');
  });

  it('keeps several organs, which only a program can have said, when the rest is saved', async () => {
    await save({ bilag: [{ ...row, opennessIn: 'organ-dir:closed,organ-kb:open' }] });
    expect(await page()).toContain('<option value="organ-dir:closed,organ-kb:open" selected>');
    await save({ bilag: [row] });
    expect(JSON.stringify(await draft())).not.toMatch(/opennessIn|closedUntil|publicTitle/);
  });
});

describe('The decision on a closed item', () => {
  it('has a wording for the public, which is asked for there alone and kept', async () => {
    const organs = [{ organ: 'organ-oek', role: 'deciding' }];
    const closed = await approvedItem(world, officer, 'Lukket sag', organs, { openness: 'closed' });
    const open = await approvedItem(world, officer, 'Åben sag', organs);
    const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' };
    const meeting: string = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
    await world.app.relay.flush();
    const context = async () => (await secretary.get(`/api/v1/meetings/${meeting}`)).body.context;
    for (const item of [closed, open])
      await secretary.post(`/api/v1/items/${item}/events`).send({ type: 'list', meeting }).expect(200);
    await until(context, ({ items }) => items.length === 2);
    const press = (path: string, fields: object = {}) =>
      secretary.post(`/moeder/${meeting}/${path}`).type('form').send(stringify(fields));
    for (const path of ['laas', 'udsend', 'begynd'])
      await press(path, path === 'udsend' ? { lateReason: '' } : {}).expect(303);
    const page = async () => (await secretary.get(`/moeder/${meeting}`).expect(200)).text;
    expect(await page()).toContain(`id="public-${closed}"`);
    expect(await page()).not.toContain(`id="public-${open}"`);
    await press('beslutning', {
      item: closed,
      outcomes: [{ code: 'GODKENDT' }],
      text: 'Købet af Åbyvej 3 for 4 mio. kr. godkendt.',
      publicText: 'Købet blev godkendt.',
    }).expect(303);
    expect(await page()).toContain('Købet blev godkendt.</textarea>');
    const { decision } = (await context()).items.find((one: { item: string }) => one.item === closed);
    expect(await world.app.contents.read(decision.hash)).toMatchObject({
      publicText: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Købet blev godkendt.' }] }],
      },
    });
  });
});
