/** What a packet holds, put together from real meetings and items. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packetDocument } from '#src/packets/content/packet-document.ts';
import type { PacketDocument, Scope, Variant } from '#src/packets/document.ts';
import { membersOn } from '#src/people/offices.ts';
import { address, approvedItem, type Browser, createWorld, until, type World } from '../http/world.ts';

let world: World;
let secretary: Browser;
let meeting = '';
let items: string[] = [];

const bilag = (seq: number, said: object = {}) => ({
  seq,
  docId: `id-${seq}`,
  openness: 'open',
  title: `Bilag nummer ${seq}`,
  titlePublic: true,
  docNo: `${seq}/23`,
  mainDocument: false,
  ...said,
});

beforeAll(async () => {
  world = await createWorld({ MUNICIPALITY: 'Norddjurs Kommune' });
  const officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  const made = async (title: string, more: object) =>
    approvedItem(world, officer, title, [{ organ: 'organ-kb', role: 'deciding' }], { ...more });
  items = [
    await made('Åben sag', {
      bilag: [
        bilag(1),
        bilag(2, { openness: 'closed', titlePublic: false, title: 'Hemmeligt bilag', closedUntil: '2023-11-20' }),
        bilag(3, { openness: 'closed', titlePublic: false, title: 'Hemmeligt bilag', closedUntil: '2023-11-21' }),
        bilag(4, {
          opennessIn: [{ organ: 'organ-kb', openness: 'closed' }],
          titlePublic: false,
          title: 'Hemmeligt bilag',
        }),
      ],
    }),
    await made('Hemmelig sag', {
      openness: 'closed',
      publicTitle: 'Køb af areal',
      bilag: [bilag(1, { title: 'Hemmeligt bilag' })],
    }),
  ];
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00', place: 'Rådhuset' };
  meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  await world.app.relay.flush();
  for (const item of items) await list(item);
});
afterAll(() => world.close());

const event = (stream: 'items' | 'meetings', id: string, said: object) =>
  secretary.post(`/api/v1/${stream}/${id}/events`).send(said).expect(200);
async function list(item: string, part?: string) {
  await event('items', item, { type: 'list', meeting, ...(part && { part }) });
  const onAgenda = async () => (await secretary.get(`/api/v1/meetings/${meeting}`)).body.context.items;
  await until(onAgenda, (listed: { item: string }[]) => listed.some((one) => one.item === item));
}
const made = (variant: Variant, scope: Scope = { kind: 'all' }): Promise<PacketDocument> =>
  packetDocument(world.app, { meeting, scope, variant });

describe('Before the agenda is frozen', () => {
  it('there is a draft, whose bilag are called by the places of their items', async () => {
    const draft = await made('draft');
    expect(draft.items.map(({ number }) => number)).toEqual([null, null]);
    expect(draft.items.map(({ bilag: rows }) => rows.map(({ label }) => label))).toEqual([
      ['1.1', '1.2', '1.3', '1.4'],
      ['2.1'],
    ]);
  });

  it('there is nothing to send', async () => {
    await expect(made('members')).rejects.toMatchObject({ code: 'packet-needs-freeze', status: 409 });
    await expect(made('public')).rejects.toMatchObject({ code: 'packet-needs-freeze' });
  });
});

describe('Of a frozen agenda', () => {
  beforeAll(async () => {
    await event('meetings', meeting, { type: 'freeze', part: 'agenda' });
  });

  it('members get all of it, with the meeting’s head', async () => {
    const packet = await made('members');
    expect(packet).toMatchObject({
      paper: 'agenda',
      municipality: 'Norddjurs Kommune',
      organName: 'Kommunalbestyrelsen',
      day: '2023-12-19',
      date: 'Tirsdag den 19. december 2023',
      startsAt: '17.00',
      place: 'Rådhuset',
      parts: [{ id: 'agenda', title: 'Dagsorden', lateReason: null }],
    });
    expect(packet.members.length).toBeGreaterThan(5);
    expect(packet.items.map(({ number, openness, document: { title } }) => ({ number, openness, title }))).toEqual([
      { number: '1', openness: 'open', title: 'Åben sag' },
      { number: '2', openness: 'closed', title: 'Hemmelig sag' },
    ]);
    expect(packet.items[0]?.bilag.map(({ openness, closedUntil, by }) => ({ openness, closedUntil, by }))).toEqual([
      { openness: 'open', closedUntil: null, by: 'own' },
      { openness: 'open', closedUntil: null, by: 'date' },
      { openness: 'closed', closedUntil: '2023-11-21', by: 'own' },
      { openness: 'closed', closedUntil: null, by: 'organ' },
    ]);
  });

  it('the public gets the open part, publishable titles, and no word of the rest', async () => {
    const packet = await made('public');
    expect(packet.items.map(({ item, document }) => [item, document.title])).toEqual([
      [items[0], 'Åben sag'],
      [null, 'Køb af areal'],
    ]);
    expect(packet.items[0]?.bilag.map(({ label }) => label)).toEqual(['1.1', '1.2']);
    expect(packet.items[0]?.document.bilag.map(({ seq, openness, title }) => [seq, openness, title])).toEqual([
      [1, 'open', 'Bilag nummer 1'],
      [2, 'open', 'Hemmeligt bilag'],
      [3, 'closed', ''],
      [4, 'closed', ''],
    ]);
    expect(JSON.stringify(packet).match(/Hemmelig sag|id-[34]|[34]\/23/g)).toBeNull();
  });

  it('the same is made of it again, until something that is printed changes', async () => {
    expect(await made('members')).toEqual(await made('members'));
  });

  it('one item is a packet of its own', async () => {
    const packet = await made('members', { kind: 'item', item: items[1] as string });
    expect(packet.items.map(({ number }) => number)).toEqual(['2']);
    expect(packet.parts.map(({ id }) => id)).toEqual(['agenda']);
  });

  it('of what is not there, there is no packet', async () => {
    await expect(made('members', { kind: 'item', item: 'item-x' })).rejects.toMatchObject({ status: 404 });
    await expect(made('members', { kind: 'part', part: 'tillaeg-9' })).rejects.toMatchObject({ status: 404 });
    await expect(
      packetDocument(world.app, { meeting: 'meeting-x', scope: { kind: 'all' }, variant: 'draft' }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('A supplement', () => {
  beforeAll(async () => {
    await event('meetings', meeting, { type: 'dispatch', part: 'agenda', lateReason: null });
    await event('meetings', meeting, { type: 'addPart', part: 'tillaeg-1' });
    const officer = await world.signIn(address('sofie.brandt'));
    items.push(
      await approvedItem(world, officer, 'Hastesag', [{ organ: 'organ-kb', role: 'deciding' }], { bilag: [bilag(1)] }),
    );
    await list(items[2] as string, 'tillaeg-1');
  });

  it('is in nobody’s packet but a draft before it is frozen', async () => {
    expect((await made('members')).items).toHaveLength(2);
    expect((await made('draft')).items).toHaveLength(3);
    await expect(made('members', { kind: 'part', part: 'tillaeg-1' })).rejects.toMatchObject({
      code: 'packet-needs-freeze',
    });
  });

  it('is a packet of its own once it is frozen, with the numbers that follow the agenda’s, and part of the whole once it is sent', async () => {
    await event('meetings', meeting, { type: 'freeze', part: 'tillaeg-1' });
    const supplement = await made('public', { kind: 'part', part: 'tillaeg-1' });
    expect(supplement.parts.map(({ title }) => title)).toEqual(['Tillægsdagsorden']);
    expect(supplement.items.map(({ number, bilag: rows }) => [number, rows[0]?.label])).toEqual([['3', '3.1']]);
    const whole = async () => (await made('members')).parts.map(({ title }) => title);
    // What is frozen may still be thawed, and the whole may be sent to its readers before it.
    expect(await whole()).toEqual(['Dagsorden']);
    await event('meetings', meeting, { type: 'dispatch', part: 'tillaeg-1', lateReason: null });
    expect(await whole()).toEqual(['Dagsorden', 'Tillægsdagsorden']);
  });
});

describe('After the meeting', () => {
  it('the public reads of a closed item what may be published of its decision, once the protocol is written', async () => {
    await event('meetings', meeting, { type: 'begin' });
    const council = membersOn(await world.app.directory.current(), 'organ-kb', '2023-12-19');
    const signers = council.flatMap(({ person }) => person ?? []);
    await event('meetings', meeting, {
      type: 'recordAttendance',
      attendance: { present: ['Jan Petersen (A)'], absences: [] },
      members: signers.slice(0, 2),
      chair: null,
    });
    const text = (words: string) => ({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
    });
    for (const [index, item] of items.entries())
      await event('meetings', meeting, {
        type: 'recordDecision',
        item,
        text: text(`Hemmelig ordlyd ${index + 1}`),
        ...(index === 1 && { publicText: text('Købet blev godkendt.') }),
        outcomes: [{ clause: 1, code: 'GODKENDT', effect: 'END' }],
        absences: [{ label: 'Afbud:', people: ['Navn Navnesen'] }],
      });
    const closed = async () => (await made('public')).items[1]?.document.rounds ?? [];
    expect(await closed()).toEqual([]);
    await event('meetings', meeting, { type: 'end' });
    expect(await closed()).toEqual([]);
    await event('meetings', meeting, { type: 'requestSignatures' });
    await until(closed, (rounds) => rounds.length > 0);
    const packet = await made('public');
    expect(packet.paper).toBe('protocol');
    const decisions = packet.items.map(({ document }) =>
      JSON.stringify(document.rounds.map((round) => round.decisions)),
    );
    expect(decisions[0]).toContain('Hemmelig ordlyd 1');
    expect(decisions[1]).toContain('Købet blev godkendt.');
    expect(decisions[1]).not.toMatch(/Hemmelig|Navnesen/);
  });
});
