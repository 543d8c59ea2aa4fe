/** The packets of a meeting over HTTP: what its page shows, who may fetch which, and what is noted of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { underwayText } from '#src/http/pages/packets/underway-text.ts';
import { verifyPacket } from '#src/packets/verify-packet.ts';
import { pdf } from '../files/make.ts';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { itemForCouncil, listInOrder } from './packets-of-meeting.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

interface Packet {
  scope: string;
  variant: string;
  edition: { id: string; edition: number; sent: boolean; sha256: string; changes: unknown[] } | null;
  underway: { state: string } | null;
}

let world: World;
let officer: Browser;
let secretary: Browser;
let member: Browser;
let stranger: Browser;
let meeting = '';
let item = '';
let closed = '';

const withBilag = (title: string, openness: 'open' | 'closed', bytes: Buffer, name: string) =>
  itemForCouncil(world, officer, { title, openness, bytes, name });
const event = (stream: string, id: string, said: object, status = 200) =>
  secretary.post(`/api/v1/${stream}/${id}/events`).send(said).expect(status);
const packets = async (browser: Browser): Promise<Packet[]> =>
  (await browser.get(`/api/v1/meetings/${meeting}/packets`).expect(200)).body.packets;
const one = async (browser: Browser, variant: string) =>
  (await packets(browser)).find((packet) => packet.variant === variant);
const ready = (variant: string, hoped: (packet: Packet | undefined) => boolean) =>
  expect.poll(async () => hoped(await one(secretary, variant)), { timeout: 60_000, interval: 100 }).toBe(true);
const at = (variant: string, edition: number) => `/moeder/${meeting}/pakker/all/${variant}/${edition}/pakke.pdf`;

beforeAll(async () => {
  world = await createWorld({ RECONCILE_SECONDS: '1' });
  officer = await world.signIn(address('sofie.brandt'));
  stranger = await world.signIn(address('emil.toftegaard'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  member = await world.signIn(address('birthe.lindhardt'));
  item = await withBilag('Åben sag', 'open', pdf('Budget', 2), 'budget.pdf');
  closed = await withBilag('Hemmelig sag', 'closed', pdf('Hemmeligt', 1), 'notat.pdf');
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  await world.app.relay.flush();
  await listInOrder(secretary, meeting, [item, closed]);
});
afterAll(() => world.close());

describe('before the agenda is frozen', () => {
  it('there is a draft without anybody asking for one, for the secretariat and nobody who may not read all of it', async () => {
    await ready('draft', (packet) => packet?.edition?.edition === 1);
    await secretary.get(at('draft', 1)).expect(200).expect('content-type', 'application/pdf');
    expect(await packets(stranger)).toEqual([]);
    await stranger.get(at('draft', 1)).expect(404);
    await member.get(`/api/v1/meetings/${meeting}/packets`).expect(403);
    await officer.get(at('draft', 1)).expect(200);
  });

  it('no final packet can be asked for, and a draft by the secretariat alone', async () => {
    const ask = (browser: Browser, variant: string, status: number) =>
      browser.post(`/api/v1/meetings/${meeting}/packets`).send({ scope: 'all', variant }).expect(status);
    expect((await ask(secretary, 'members', 409)).body.code).toBe('packet-needs-freeze');
    expect((await ask(officer, 'draft', 403)).body.code).toBe('only-the-secretariat');
    expect((await ask(secretary, 'draft', 202)).body).toMatchObject({ edition: 1, state: 'done' });
    await secretary.post(`/api/v1/meetings/${meeting}/packets`).send({ scope: 'x', variant: 'draft' }).expect(404);
  });
});

describe('when the agenda is frozen', () => {
  it('there is a packet for the members and one for the public', async () => {
    await event('meetings', meeting, { type: 'freeze', part: 'agenda' });
    await ready('members', (packet) => packet?.edition?.edition === 1);
    await ready('public', (packet) => packet?.edition?.edition === 1);
  });

  it('the page shows each packet with its pages, its size and that it has not been sent', async () => {
    const { text } = await secretary.get(`/moeder/${meeting}`).expect(200);
    const panel = text.slice(text.indexOf('id="materiale"'));
    expect(panel).toContain('Hele dagsordenen, til medlemmerne');
    expect(panel).toMatch(/Udgave 1 · \d+ sider · \d+ kB/);
    expect(panel).toContain('Ikke udsendt endnu.');
    expect(panel).toContain(`href="${at('members', 1)}"`);
    const fragment = await secretary.get(`/moeder/${meeting}/materiale`).expect(200);
    expect(fragment.text).toMatch(/^\s*<section id="materiale"/);
  });

  it('an item at which the layout failed is named to the secretariat, with what was done about it', async () => {
    const { editions } = world.app.collections;
    const fault = { number: '2', title: 'Veje', place: 'Økonomi', cause: 'cannot set', kept: 'words' as const };
    await editions.updateMany({ meeting, variant: 'members' }, { $set: { faults: [fault] } });
    const { text } = await secretary.get(`/moeder/${meeting}`).expect(200);
    expect(text).toContain('Punkt 2 “Veje” er trykt uden lister, tabeller og fremhævning');
    expect(text).toContain('(Økonomi): cannot set. Alle ord er med.');
    await editions.updateMany({ meeting, variant: 'members' }, { $set: { faults: [] } });
    const gone = { rule: 'item-not-printable', details: { item: '2. Veje', place: 'Økonomi', cause: 'cannot set' } };
    expect(underwayText({ edition: 3, state: 'failed', step: null, progress: null, failure: gone })).toContain(
      'Punktet “2. Veje” kan ikke sættes op. Fejlen er her: Økonomi. Årsag: cannot set.',
    );
  });

  it('nobody has it who may not read all that it holds, and the members have it when it is sent', async () => {
    await member.get(at('members', 1)).expect(404);
    await member.get(at('public', 1)).expect(404);
    await stranger.get(at('members', 1)).expect(404);
    await stranger.get(at('public', 1)).expect(404);
    await event('meetings', meeting, { type: 'dispatch', part: 'agenda', lateReason: null });
    expect(await one(member, 'members')).toMatchObject({ edition: { edition: 1, sent: true }, underway: null });
    await member.get(at('members', 1)).expect(200);
    await stranger.get(at('members', 1)).expect(404);
    const open = await stranger.get(at('public', 1)).buffer(true).expect(200);
    await withFile(open.body, 'public.pdf', async (path) => {
      const text = await rawText(path);
      expect(text).toContain('Budget 2');
      expect(text).not.toMatch(/Hemmelig/);
    });
  });

  it('one address leads each reader to the newest that they may have', async () => {
    await member.get(`/moeder/${meeting}/pakke.pdf`).expect(302).expect('location', at('members', 1));
    await stranger.get(`/moeder/${meeting}/pakke.pdf`).expect(302).expect('location', at('public', 1));
  });

  it('the file is what its manifest says, and the chain names the manifest', async () => {
    const base = `/api/v1/meetings/${meeting}/packets/all/members/1`;
    const bytes = await member.get(`${base}/packet.pdf`).buffer(true).expect(200);
    const { body: manifest } = await member.get(`${base}/manifest.json`).expect(200);
    await withFile(bytes.body, 'packet.pdf', async (path) => {
      expect(await verifyPacket(path, manifest)).toMatchObject({ whole: true, manifest: manifest.manifest });
    });
    const { text } = await secretary.get(`/drift/kaede/${meeting}/kaede.json`).expect(200);
    expect(text).toContain(manifest.manifest);
  });

  it('the same is a web page without scripts, and a ZIP of its files; the public get no word of what is closed', async () => {
    const form = (reader: Browser, variant: string, ending: string) =>
      reader.get(at(variant, 1).replace(/pdf$/, ending)).buffer(true);
    const page = await form(member, 'members', 'html').expect(200).expect('content-type', 'text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('Hemmelig sag');
    expect(page.text).toContain('Budget 2');
    const open = await form(stranger, 'public', 'html').expect(200);
    expect(open.text).toContain('Budget 2');
    expect(open.text).not.toMatch(/Hemmelig/);
    await form(stranger, 'members', 'html').expect(404);
    await form(stranger, 'members', 'zip').expect(404);
    const zip = await form(stranger, 'public', 'zip').responseType('blob').expect(200);
    expect(zip.body.subarray(0, 2).toString()).toBe('PK');
    expect(zip.body.toString('latin1')).toContain('meeting.json');
    expect(zip.body.toString('latin1')).not.toMatch(/Hemmelig|notat/);
  });

  it('it is noted who has opened which edition, and not each piece that a reader fetches of it', async () => {
    const reads = () =>
      world.app.collections.packetReads.countDocuments({ meeting, person: 'person-birthe-lindhardt' });
    const before = await reads();
    await member.get(at('members', 1)).set('Range', 'bytes=0-99').expect(206);
    await member.get(at('members', 1)).set('Range', 'bytes=100-199').expect(206);
    await member.head(at('members', 1)).expect(200);
    expect(await reads()).toBe(before + 1);
    const [read] = await world.app.collections.packetReads.find({ meeting }).sort({ at: -1 }).limit(1).lean();
    expect(read).toMatchObject({ edition: `${meeting}.all.members.1`, stamped: false });
  });

  it('what happens afterwards makes the next edition, which says what has changed', async () => {
    await event('meetings', meeting, { type: 'strike', item, reason: 'Sagen er trukket.' });
    await ready('members', (packet) => packet?.edition?.edition === 2 && packet.edition.sent);
    expect(await one(member, 'members')).toMatchObject({
      edition: { edition: 2, changes: [{ kind: 'item-struck', label: '1' }] },
    });
    const { text } = await member.get(`/moeder/${meeting}`).expect(200);
    expect(text).toContain('Siden sidste udgave: Punkt 1 udgår.');
  });

  it('whoever may read one item has its packet built and fetches it, and nobody else does', async () => {
    const ask = (browser: Browser, status: number) =>
      browser.post(`/api/v1/meetings/${meeting}/packets`).send({ scope: closed, variant: 'members' }).expect(status);
    await ask(stranger, 403);
    await ask(officer, 202);
    const path = `/api/v1/meetings/${meeting}/packets/${closed}/members/1/packet.pdf`;
    const fetched = async () => (await officer.get(path)).status;
    await expect.poll(fetched, { timeout: 60_000, interval: 100 }).toBe(200);
    await stranger.get(path).expect(404);
    expect((await packets(secretary)).map(({ scope }) => scope)).toEqual(['all', 'all']);
  });

  it('what is built cannot be called off, and what is not there neither', async () => {
    const base = `/api/v1/meetings/${meeting}/packets/all/members`;
    expect((await secretary.delete(`${base}/2`).expect(409)).body.code).toBe('packet-not-underway');
    await secretary.delete(`${base}/9`).expect(404);
    await member.delete(`${base}/2`).expect(404);
    const form = { requestId: 'annuller-1', scope: 'all', variant: 'members', edition: '2' };
    await secretary.post(`/moeder/${meeting}/materiale/annuller`).type('form').send(form).expect(409);
    const build = { requestId: 'byg-nu-123', scope: 'all', variant: 'members' };
    await secretary.post(`/moeder/${meeting}/materiale/byg`).type('form').send(build).expect(303);
  });
});
