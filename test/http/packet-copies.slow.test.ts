/** What readers are given of an organ's packets where it wants their names on every page: over pages, viewer and API. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sha256 } from '#src/store/record.ts';
import { pdf } from '../files/make.ts';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { adminForms } from './admin-forms.ts';
import { itemForCouncil, listInOrder } from './packets-of-meeting.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let secretary: Browser;
let member: Browser;
let other: Browser;
let admin: Browser;
let meeting = '';
const NAME = 'Birthe Lindhardt';

const at = (file: string, variant = 'members') => `/moeder/${meeting}/pakker/all/${variant}/1/${file}`;
const api = (file: string, variant = 'members') => `/api/v1/meetings/${meeting}/packets/all/${variant}/1/${file}`;
const copies = () => world.app.collections.packetCopies.countDocuments();
const lastRead = async () =>
  (await world.app.collections.packetReads.find({ meeting }).sort({ at: -1 }).limit(1).lean())[0];
const textOf = (bytes: Buffer) => withFile(bytes, 'packet.pdf', rawText);

beforeAll(async () => {
  world = await createWorld({ RECONCILE_SECONDS: '1' });
  const officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  member = await world.signIn(address('birthe.lindhardt'));
  other = await world.signIn(address('emil.toftegaard'));
  admin = await world.signIn(address('karin.storgaard'));
  const item = await itemForCouncil(world, officer, {
    title: 'Havnen',
    openness: 'open',
    bytes: pdf('Budget', 2),
    name: 'budget.pdf',
  });
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  await world.app.relay.flush();
  const event = (stream: string, said: object) => secretary.post(`/api/v1/${stream}/events`).send(said).expect(200);
  await listInOrder(secretary, meeting, [item]);
  await event(`meetings/${meeting}`, { type: 'freeze', part: 'agenda' });
  const ready = async () => {
    const { packets } = (await secretary.get(`/api/v1/meetings/${meeting}/packets`).expect(200)).body;
    expect(packets.filter(({ edition }: { edition: unknown }) => edition !== null)).toHaveLength(2);
  };
  await vi.waitFor(ready, { timeout: 60_000, interval: 100 });
  await event(`meetings/${meeting}`, { type: 'dispatch', part: 'agenda', lateReason: null });
}, 120_000);
afterAll(() => world.close());

describe('an organ that says nothing of names', () => {
  it('hands out the edition itself, and notes that no name is on it', async () => {
    const { headers } = await member.get(at('pakke.pdf')).expect(200);
    expect(headers['content-type']).toBe('application/pdf');
    expect(await lastRead()).toMatchObject({ person: 'person-birthe-lindhardt', stamped: false });
    expect(await copies()).toBe(0);
  });
});

describe('an organ whose administrator has asked for names', () => {
  it('keeps that in its record, and a choice that is none is refused at its field', async () => {
    const { send } = adminForms(() => ({ world, admin }));
    const organ = (await admin.get('/api/v1/organs').expect(200)).body.organs.find(
      ({ id }: { id: string }) => id === 'organ-kb',
    );
    const form = {
      ...{ name: organ.name, abbreviation: organ.abbreviation, kind: organ.kind, role: organ.role },
      ...{ signing: organ.signing, days: '4', policy: organ.dispatch?.policy ?? 'strict', cutoffTime: '' },
      rev: String(organ.rev),
      rows: organ.members.map((one: Record<string, unknown>) => ({
        ...{ person: one.person ?? '', printedName: one.printedName, title: one.title ?? '', party: one.party ?? '' },
        ...{ chair: one.chair ? 'yes' : 'no', from: one.from, to: one.to ?? '', invented: one.invented ? 'yes' : '' },
      })),
    };
    const refused = await send('/drift/organer/organ-kb', { ...form, stampCopies: 'måske' }).expect(400);
    expect(refused.text).toContain('id="stampCopies-error">Vælg fra listen.');
    await send('/drift/organer/organ-kb', { ...form, stampCopies: 'yes' }).expect(303);
    const { text } = await admin.get('/drift/organer/organ-kb').expect(200);
    expect(text).toMatch(/<option value="yes" selected>Ja, med læserens navn/);
  });

  it('gives each reader of the members’ packet a copy of their own, told on a page until it is made', async () => {
    const { headers } = await member.get(at('pakke.pdf')).expect(302);
    const { location = '' } = headers;
    expect(location).toMatch(new RegExp(`^${at('kopi/[0-9a-f]{64}')}$`));
    // However quick it is made, who asks again gets the same.
    expect((await member.get(at('pakke.pdf')).expect(302)).headers.location).toBe(location);
    await until(
      () => member.get(location),
      ({ status }) => status === 302,
    );
    const file = await member.get(`${location}/pakke.pdf`).buffer(true).expect(200);
    const pages = (await textOf(file.body)).split('\f').slice(0, -1);
    for (const page of pages) expect(page).toMatch(/Udleveret til Birthe Lindhardt 20\. november 2023 kl\. 0?9\.\d\d/);
    expect(await lastRead()).toMatchObject({ person: 'person-birthe-lindhardt', stamped: true });
    await secretary.get(location).expect(404);
    await secretary.get(`${location}/pakke.pdf`).expect(404);
    await member.get(`${location}/pakke.pdf`).set('Range', 'bytes=0-99').expect(206);
    await member.get(location.replace('/members/', '/public/')).expect(404);
    await member.get(at(`kopi/${'0'.repeat(64)}`)).expect(404);
  });

  it('says so on the page while it is made, and lets the browser look again by itself', async () => {
    const { packetCopies } = world.app.collections;
    const { headers } = await member.get(at('pakke.pdf')).expect(302);
    const waiting = { state: 'wanted', size: null, availableAt: new Date('2099-01-01') } as const;
    await packetCopies.updateMany({}, { $set: waiting });
    const page = await member.get(headers.location ?? '').expect(200);
    expect(page.headers.refresh).toBe('2');
    expect(page.text).toContain('Din kopi er på vej');
    expect(page.text).toContain(`Udleveret til ${NAME}`);
    await packetCopies.updateMany({}, { $set: { state: 'failed' } });
    const failed = await member.get(headers.location ?? '').expect(200);
    expect(failed.headers.refresh).toBeUndefined();
    expect(failed.text).toContain('Din kopi kunne ikke laves');
    await member.get(`${headers.location}/pakke.pdf`).accept('json').expect(500);
    await packetCopies.deleteMany({});
  });

  it('makes none for whoever only asks what there is', async () => {
    await member.head(at('pakke.pdf')).expect(200);
    expect(await copies()).toBe(0);
  });

  it('gives programs the copy too, and the secretariat besides the edition that the manifest describes', async () => {
    const { body } = await member.get(api('packet.pdf')).buffer(true).expect(200);
    expect(await textOf(body)).toContain(`Udleveret til ${NAME}`);
    const manifest = (await secretary.get(api('manifest.json')).expect(200)).body;
    expect(sha256(body)).not.toBe(manifest.sha256);
    const own = await secretary.get(api('packet.pdf')).buffer(true).expect(200);
    expect(await textOf(own.body)).toContain('Udleveret til Jonas');
    const original = await secretary.get(api('original.pdf')).buffer(true).expect(200);
    expect(sha256(original.body)).toBe(manifest.sha256);
    expect((await member.get(api('original.pdf')).expect(403)).body.code).toBe('only-the-secretariat');
  });

  it('says the name on the web page, and keeps the files that cannot say it for the secretariat', async () => {
    const page = await member.get(at('pakke.html')).expect(200);
    expect(page.text.match(/Udleveret til Birthe Lindhardt/g)).toHaveLength(2);
    expect(await lastRead()).toMatchObject({ stamped: true });
    expect((await member.get(api('packet.zip')).expect(403)).body.code).toBe('packet-form-without-name');
    await secretary.get(at('pakke.zip')).expect(200);
    const { text } = await member.get(`/moeder/${meeting}`).expect(200);
    const panel = text.slice(text.indexOf('id="materiale"'));
    expect(panel).toContain('en kopi med dit navn');
    expect(panel).not.toContain(at('pakke.zip'));
    expect(panel).toContain(at('pakke.zip', 'public'));
    const theirs = (await secretary.get(`/moeder/${meeting}/materiale`).expect(200)).text;
    expect(theirs).toContain(at('original.pdf'));
  });

  it('shows the copy in the viewer, and what it shows is what can be downloaded there', async () => {
    const { text } = await member.get(`/moeder/${meeting}/pakke/vis`).expect(200);
    const file = /data-file="([^"]+)"/.exec(text)?.[1] ?? '';
    expect(file).toMatch(new RegExp(`^${at('kopi/[0-9a-f]{64}/pakke.pdf')}$`));
    expect(text).toContain(`href="${file}" download`);
    const { body } = await member.get(file).buffer(true).expect(200);
    expect(await textOf(body)).toContain(`Udleveret til ${NAME}`);
  });

  it('leaves the public’s packet as it is', async () => {
    const before = await copies();
    const { body } = await other.get(at('pakke.pdf', 'public')).buffer(true).expect(200);
    expect(await textOf(body)).not.toContain('Udleveret');
    await other.get(at('pakke.zip', 'public')).expect(200);
    await other.get(at('pakke.pdf')).accept('json').expect(404);
    expect(await copies()).toBe(before);
  });
});

describe('who has opened an edition', () => {
  const readers = (browser: Browser, variant = 'members') => browser.get(api('readers', variant));

  it('is told to the secretariat and to administrators, by person: when first, when last, how often, and with a name on or not', async () => {
    const { body } = await readers(secretary).expect(200);
    const found = new Map(body.readers.map((one: { person: string }) => [one.person, one]));
    expect(found.get('person-jonas-mikkelsen')).toMatchObject({ times: 3, stamped: 1 });
    const birthe = found.get('person-birthe-lindhardt') as {
      first: string;
      last: string;
      times: number;
      stamped: number;
    };
    const noted = await world.app.collections.packetReads
      .find({ edition: `${meeting}.all.members.1`, person: 'person-birthe-lindhardt' })
      .sort({ at: 1 })
      .lean();
    expect(birthe).toEqual({
      person: 'person-birthe-lindhardt',
      first: noted[0]?.at,
      last: noted.at(-1)?.at,
      times: noted.length,
      stamped: noted.length - 1,
    });
    expect((await readers(admin, 'public').expect(200)).body.readers).toMatchObject([
      { person: 'person-emil-toftegaard', times: 2, stamped: 0 },
    ]);
    await secretary.get(api('readers').replace('/1/', '/9/')).expect(404);
  });

  it('stands on the meeting’s page with those who have not, for them alone; members are told that it is noted', async () => {
    const panel = async (browser: Browser) => (await browser.get(`/moeder/${meeting}/materiale`).expect(200)).text;
    const shown = await panel(secretary);
    expect(shown).toContain('Åbnet af 2 personer');
    expect(shown).toMatch(
      /<strong>Birthe Lindhardt<\/strong>: \d gange, først 20\. november 2023 kl\. 09\.\d\d, senest/,
    );
    expect(shown).toMatch(/\d af gangene med navn på/);
    expect(shown).toMatch(/Har ikke åbnet den udsendte udgave: [^<]*Winnie Ørum/);
    expect(shown).not.toMatch(/Har ikke åbnet[^<]*Birthe Lindhardt/);
    expect(shown).not.toContain('Sekretariatet kan se');
    for (const reader of [member, other]) {
      const theirs = await panel(reader);
      expect(theirs).not.toMatch(/Åbnet af|Har ikke åbnet|Jonas/);
      expect(theirs).toContain('Sekretariatet kan se, hvornår du har åbnet materialet.');
      expect((await readers(reader).expect(403)).body.code).toBe('role-needed');
    }
  });
});
