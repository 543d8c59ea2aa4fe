/** Meetings that are planned with a warning, moved and cancelled: what is refused, what is warned of, and who is mailed. */
import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services } from '../setup/database.ts';
import { address, approvedItem, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let secretary: Browser;
let officer: Browser;

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
});
afterAll(() => world?.close());

const post = (path: string, fields: object = {}) => secretary.post(path).type('form').send(stringify(fields));
const plan = (fields: object) => post('/moeder', { startsAt: '13:00', ...fields });
const planned = async (fields: object): Promise<string> =>
  (
    await secretary
      .post('/api/v1/meetings')
      .send({ startsAt: '13:00', ...fields })
      .expect(201)
  ).body.stream;
const understoodIn = (text: string): string => /name="understood" value="([^"]*)"/.exec(text)?.[1] ?? '';
/** The subjects of the mails about one meeting that somebody has got. */
async function subjectsTo(name: string, meeting: string): Promise<string[]> {
  const answer = await fetch(`${services().mailCatcherUrl}/api/mails?to=${encodeURIComponent(address(name))}`);
  const mails = (await answer.json()) as { subject: string; links: string[] }[];
  return mails.filter(({ links }) => links.some((link) => link.includes(meeting))).map(({ subject }) => subject);
}
const mailed = (name: string, meeting: string, subject: string) =>
  until(
    () => subjectsTo(name, meeting),
    (subjects) => subjects.some((each) => each.startsWith(subject)),
    600,
  );

describe('a meeting that is planned', () => {
  it('is refused on a day that is past, from the page and from a program, and moved to none', async () => {
    const past = { organ: 'organ-vpu', date: '2023-11-17' };
    const refused = await plan(past).expect(400);
    expect(refused.text).toContain('Datoen er passeret');
    expect(refused.text).toContain('value="2023-11-17"');
    const { body } = await secretary
      .post('/api/v1/meetings')
      .send({ ...past, startsAt: '13:00' })
      .expect(400);
    expect(body.code).toBe('date-is-past');
    const meeting = await planned({ organ: 'organ-vpu', date: '2023-11-30' });
    const moved = { date: '2023-11-17', startsAt: '13:00', endsAt: '', place: '' };
    for (const pressed of ['preview', 'confirm']) {
      const reply = await post(`/moeder/${meeting}/flyt-moede`, { do: pressed, ...moved }).expect(400);
      expect(reply.text).toContain('Datoen er passeret');
    }
  });

  it.each([
    ['2023-12-02', 'lørdag den 2. december 2023 er ikke en hverdag (lørdag)'],
    ['2023-12-25', 'er ikke en hverdag (juledag)'],
  ])('is warned of %s, and planned by whoever means it', async (date, warning) => {
    const warned = await plan({ organ: 'organ-vpu', date }).expect(409);
    expect(warned.text).toContain(warning);
    expect(warned.text).toContain('Planlæg mødet alligevel');
    await plan({ organ: 'organ-vpu', date, understood: understoodIn(warned.text) }).expect(303);
  });

  it('is warned of another meeting of the organ that day, and again when it is changed', async () => {
    await plan({ organ: 'organ-vpu', date: '2023-12-06' }).expect(303);
    const warned = await plan({ organ: 'organ-vpu', date: '2023-12-06', startsAt: '15:00' }).expect(409);
    expect(warned.text).toContain('har allerede et møde den dag, kl. 13.00');
    const understood = understoodIn(warned.text);
    await plan({ organ: 'organ-vpu', date: '2023-12-06', startsAt: '16:00', understood }).expect(409);
  });

  it('is warned of a room that another organ has at the time, and of no other room or time', async () => {
    const date = '2024-01-10';
    await planned({ organ: 'organ-oek', date, endsAt: '15:00', place: 'Rådssalen' });
    const taken = await plan({ organ: 'organ-vpu', date, startsAt: '14:30', place: 'rådssalen ' }).expect(409);
    expect(taken.text).toContain('er optaget: Økonomiudvalget holder møde der kl. 13.00–15.00');
    await plan({ organ: 'organ-vpu', date, startsAt: '14:30', place: 'Mødelokale 2' }).expect(303);
    await plan({ organ: 'organ-hu', date, startsAt: '15:00', place: 'Rådssalen' }).expect(303);
  });

  it('is moved with the same warnings, which one sees before the move', async () => {
    const meeting = await planned({ organ: 'organ-oek', date: '2024-02-06' });
    const form = { date: '2024-02-10', startsAt: '13:00', endsAt: '', place: '' };
    const preview = await post(`/moeder/${meeting}/flyt-moede`, { do: 'preview', ...form }).expect(200);
    expect(preview.text).toContain('er ikke en hverdag (lørdag)');
    expect(preview.text).toContain('Flyt mødet alligevel');
    await post(`/moeder/${meeting}/flyt-moede`, { do: 'confirm', ...form }).expect(303);
  });
});

describe('a program', () => {
  const warnings = (query: object, browser = secretary) =>
    browser.get('/api/v1/meeting-warnings').query({ organ: 'organ-oek', startsAt: '13:00', ...query });
  const codes = async (query: object): Promise<string[]> =>
    (await warnings(query).expect(200)).body.warnings.map(({ code }: { code: string }) => code);

  it('asks for the warnings of a plan, and of a move, in the words of the pages', async () => {
    const place = 'Byrådssalen';
    const meeting = await planned({ organ: 'organ-oek', date: '2024-04-09', endsAt: '15:00', place });
    expect(await codes({ date: '2024-04-10' })).toEqual([]);
    expect(await codes({ date: '2024-04-09', place })).toEqual(['same-day', 'room-busy']);
    expect(await codes({ date: '2024-04-09', startsAt: '14:00', place, meeting })).toEqual([]);
    expect(await codes({ date: '2023-11-20', startsAt: '05:00' })).toEqual(['begun-already']);
    const { body } = await warnings({ date: '2023-12-25' }).expect(200);
    expect(body.warnings).toMatchObject([{ code: 'no-hverdag', text: expect.stringContaining('juledag') }]);
    expect((await warnings({ date: '2023-11-17' }).expect(400)).body.code).toBe('date-is-past');
    await warnings({ date: 'i morgen' }).expect(400);
    await warnings({ date: '2024-04-09' }, officer).expect(403);
  });
});

describe('a meeting that has been sent out', () => {
  let meeting = '';
  let item = '';

  it('may still be moved: its members and the officers with items on it are mailed', async () => {
    item = await approvedItem(world, officer, 'Havnens kajer', [{ organ: 'organ-oek', role: 'deciding' }]);
    meeting = await planned({ organ: 'organ-oek', date: '2023-12-12' });
    await post(`/moeder/${meeting}/saet-paa`, { item }).expect(303);
    for (const step of ['laas', 'udsend']) await post(`/moeder/${meeting}/${step}`).expect(303);
    const form = { do: 'confirm', date: '2023-12-13', startsAt: '15:00', endsAt: '', place: 'Rådssalen' };
    await post(`/moeder/${meeting}/flyt-moede`, form).expect(303);
    for (const name of ['anders.kjaergaard', 'sofie.brandt']) {
      expect(await mailed(name, meeting, 'Mødet er flyttet')).toContain('Mødet er flyttet: Økonomiudvalget 13-12-2023');
    }
  });

  it('is cancelled only with a reason, which its members and officers are mailed; its item waits again', async () => {
    await post(`/moeder/${meeting}/aflys`, { reason: ' ' }).expect(400);
    await post(`/moeder/${meeting}/aflys`, { reason: 'Formanden er syg.' }).expect(303);
    for (const name of ['anders.kjaergaard', 'sofie.brandt']) await mailed(name, meeting, 'Mødet er aflyst');
    const stateOf = async () => (await secretary.get(`/api/v1/items/${item}`).expect(200)).body.state;
    expect(await until(stateOf, (state) => state === 'travelling.organ.waiting', 600)).toBe('travelling.organ.waiting');
    const { text } = await secretary.get(`/moeder/${meeting}`).expect(200);
    expect(text).toContain('Mødet er aflyst.');
    expect(text).toContain('Begrundelse: Formanden er syg.');
    for (const gone of ['Begynd mødet', 'Flyt mødet til', 'Aflys mødet</summary>']) expect(text).not.toContain(gone);
  });

  it('is still there for its members to see, among those that lie behind, and keeps no room', async () => {
    const member = await world.signIn(address('anders.kjaergaard'));
    expect((await member.get(`/moeder/${meeting}`).expect(200)).text).toContain('Aflyst');
    await world.app.relay.flush();
    const list = (await secretary.get('/moeder?organ=organ-oek').expect(200)).text;
    expect(list.indexOf('Tidligere')).toBeLessThan(list.indexOf(meeting));
    await plan({ organ: 'organ-oek', date: '2023-12-13', startsAt: '15:00', place: 'Rådssalen' }).expect(303);
  });

  it('shows who is mailed and what follows before it is sent, and before it begins', async () => {
    const waiting = (await secretary.get(`/moeder/${await planned({ organ: 'organ-oek', date: '2024-03-05' })}`)).text;
    const [, other = ''] = /action="\/moeder\/(meeting-[0-9a-f]+)\/saet-paa"/.exec(waiting) ?? [];
    await post(`/moeder/${other}/saet-paa`, { item }).expect(303);
    await post(`/moeder/${other}/laas`).expect(303);
    const before = (await secretary.get(`/moeder/${other}`).expect(200)).text;
    expect(before).toMatch(/Mailen går til \d+ medlemmer: [^<]*Anders Kjærgaard/);
    await post(`/moeder/${other}/udsend`).expect(303);
    expect((await secretary.get(`/moeder/${other}`).expect(200)).text).toMatch(/Mødet holdes af [^<]*Anders Kjærgaard/);
  });
});
