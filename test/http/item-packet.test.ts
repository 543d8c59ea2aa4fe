/** The packet of one item, for an expert who was asked about it and may read nothing else of the meeting. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editionId } from '#src/store/editions.ts';
import { pdf } from '../files/make.ts';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { itemForCouncil, listInOrder } from './packets-of-meeting.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;
let expert: Browser;
let stranger: Browser;
let item = '';
let other = '';
let meeting = '';

const event = (browser: Browser, stream: string, said: object) =>
  browser.post(`/api/v1/${stream}/events`).send(said).expect(200);
const button = () => `href="/punkter/${item}/pakke"`;

beforeAll(async () => {
  world = await createWorld({ RECONCILE_SECONDS: '1' });
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  expert = await world.signIn(address('emil.toftegaard'));
  stranger = await world.signIn(address('marianne.fisker'));
  const review = { kind: 'review', reviewers: { people: ['person-emil-toftegaard'] }, days: 5 };
  const given = { openness: 'closed', bytes: pdf('Hemmeligt', 2), name: 'notat.pdf' } as const;
  item = await itemForCouncil(world, officer, { ...given, title: 'Grundsalg' }, [review]);
  other = await itemForCouncil(world, officer, { ...given, title: 'Personalesag', bytes: pdf('Fortroligt', 1) });
  const { context } = (await officer.get(`/api/v1/items/${item}`).expect(200)).body;
  const { version, round, route } = context;
  await event(expert, `items/${item}`, {
    type: 'comment',
    step: route[0].id,
    round,
    version: version.hash,
  });
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  await world.app.relay.flush();
  await listInOrder(secretary, meeting, [item, other]);
}, 120_000);
afterAll(() => world.close());

describe('the packet of one item', () => {
  it('is not offered before an agenda with the item is frozen', async () => {
    expect((await expert.get(`/punkter/${item}`).expect(200)).text).not.toContain(button());
    await expert.get(`/punkter/${item}/pakke`).accept('json').expect(404);
  });

  it('is offered on the item’s page from then on, to whoever may read all of it and to nobody else', async () => {
    await event(secretary, `meetings/${meeting}`, { type: 'freeze', part: 'agenda' });
    await until(
      () => expert.get(`/punkter/${item}`),
      ({ text }) => text.includes(button()),
    );
    expect((await officer.get(`/punkter/${item}`).expect(200)).text).toContain(button());
    await stranger.get(`/punkter/${item}/pakke`).accept('json').expect(404);
    await expert.get(`/punkter/${other}/pakke`).accept('json').expect(404);
  });

  it('is built when it is asked for, told on a page that the browser asks for again, and opens in the viewer', async () => {
    const { editions } = world.app.collections;
    const asked = await expert.get(`/punkter/${item}/pakke`).expect(302);
    const place = `/punkter/${item}/pakke/${meeting}/1`;
    expect(asked.headers.location).toBe(place);
    const viewer = `/moeder/${meeting}/pakker/${item}/members/1/vis`;
    const _id = editionId({ meeting, scope: item, variant: 'members' }, 1);
    await until(
      () => expert.get(place),
      ({ status }) => status === 302,
    );
    expect((await expert.get(place)).headers.location).toBe(viewer);
    const { text } = await expert.get(viewer).expect(200);
    expect(text).toContain('1. Grundsalg');
    expect(text).toContain(`href="/punkter/${item}"`);
    const file = /data-file="([^"]+)"/.exec(text)?.[1] ?? '';
    const { body } = await expert.get(file).buffer(true).expect(200);
    const words = await withFile(body, 'item.pdf', rawText);
    expect(words).toContain('Hemmeligt 2');
    expect(words).not.toMatch(/Fortroligt|Personalesag/);
    for (const address of [place, viewer, file]) await stranger.get(address).accept('json').expect(404);
    await expert.get(`/moeder/${meeting}/pakker/all/members/1/vis`).accept('json').expect(404);

    const row = await editions.findOne({ _id }).lean();
    expect(row).toMatchObject({ askedBy: 'person-emil-toftegaard' });
    // As it looks while the queue has much to do.
    await editions.updateOne({ _id }, { $set: { state: 'wanted', availableAt: new Date('2099-01-01') } });
    const waiting = await expert.get(place).expect(200);
    expect(waiting.headers.refresh).toBe('2');
    expect(waiting.text).toMatch(/Udgave 1 er på vej: [^<]*af \d+ sider/);
    expect(waiting.text).toContain('<progress');
    await editions.updateOne({ _id }, { $set: { state: 'failed', failure: { rule: 'file-missing', details: {} } } });
    const failed = await expert.get(place).expect(200);
    expect(failed.headers.refresh).toBeUndefined();
    expect(failed.text).toContain('En fil mangler i lageret.');
    expect(failed.text).toContain(button());
    await expert.get(`/punkter/${item}/pakke`).expect(302).expect('location', place);
    await until(
      () => expert.get(place),
      ({ status }) => status === 302,
    );
  });

  it('is linked from the meeting’s page for whoever has no packet of it all that holds the item', async () => {
    await event(secretary, `meetings/${meeting}`, { type: 'dispatch', part: 'agenda', lateReason: null });
    expect((await expert.get(`/moeder/${meeting}`).expect(200)).text).toContain(button());
    const member = await world.signIn(address('birthe.lindhardt'));
    const theirs = async () => (await member.get(`/moeder/${meeting}`).expect(200)).text;
    await expect.poll(theirs, { timeout: 60_000 }).toContain(`/moeder/${meeting}/pakke/vis#punkt`);
    expect(await theirs()).not.toContain(button());
  });
});
