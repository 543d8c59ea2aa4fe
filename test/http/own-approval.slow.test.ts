/** An approval of one's own, where the organs on the item's route allow it: set, given, recorded and printed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { capturedMails } from './captured-mails.ts';
import { listInOrder } from './packets-of-meeting.ts';
import { address, type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

let world: World;
let sofie: Browser;
let chief: Browser;
let admin: Browser;
let secretary: Browser;
const SOFIE = 'person-sofie-brandt';
const OFFICE = 'office-oekonomichef';
const PRINTED =
  /Godkendt af Sofie Lykke Brandt på vegne af Bettina Andersen som Økonomichef \(eget punkt, tilladt efter reglen for Kommunalbestyrelsen\)\./;

type Row = Record<string, unknown> & { id: string };
const rowOf = async (table: string, id: string): Promise<Row> =>
  (await admin.get(`/api/v1/${table}`).expect(200)).body[table].find((row: Row) => row.id === id);
const setRule = async (organ: string, ownApproval: boolean) =>
  admin
    .put(`/api/v1/organs/${organ}`)
    .send({ ...(await rowOf('organs', organ)), ownApproval })
    .expect(200);
const delegate = (from: { kind: string; id: string }, to: string) =>
  admin
    .post('/api/v1/delegations')
    .send({
      rev: null,
      from,
      to,
      scope: { actions: null, offices: null },
      validFrom: '2023-11-01',
      validTo: '2023-12-31',
      reason: 'Prøve',
    })
    .expect(201);

beforeAll(async () => {
  world = await createWorld({ RECONCILE_SECONDS: '1' });
  sofie = await world.signIn(address('sofie.brandt'));
  admin = await world.signIn(address('karin.storgaard'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  chief = await world.approver();
  await delegate({ kind: 'office', id: OFFICE }, SOFIE);
});
afterAll(() => world?.close());

async function sentItem(title: string, organs = ['organ-kb']) {
  const { stream } = (await sofie.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body;
  await sendOff(sofie, stream, {
    content: decisionText('Teksten.', {
      title,
      printedRoute: 'KB',
      recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
    }),
    plan: [
      { kind: 'approval', office: OFFICE },
      ...organs.map((organ) => ({ kind: 'organ', organ, role: organ === 'organ-kb' ? 'deciding' : 'recommending' })),
    ],
  });
  await world.app.relay.flush();
  return stream as string;
}
const contextOf = async (item: string) => (await sofie.get(`/api/v1/items/${item}`).expect(200)).body.context;
async function approve(by: Browser, item: string) {
  const { route, round, version } = await contextOf(item);
  return by
    .post(`/api/v1/items/${item}/events`)
    .send({ type: 'approve', step: route[0].id, round, version: version.hash });
}
const codeOf = async (by: Browser, item: string) => (await approve(by, item)).body.code;

describe('The rule of an organ', () => {
  it('is off until an administrator sets it, who is noted; what is no choice is refused', async () => {
    expect(await rowOf('organs', 'organ-kb')).not.toHaveProperty('ownApproval');
    const page = async () => (await admin.get('/drift/organer/organ-kb').expect(200)).text;
    expect(await page()).toMatch(/Må man godkende egne punkter\?[\s\S]+<option value="no" selected>Nej/);
    const organ = await rowOf('organs', 'organ-kb');
    await admin
      .put('/api/v1/organs/organ-kb')
      .send({ ...organ, ownApproval: 'måske' })
      .expect(400);
    await secretary
      .put('/api/v1/organs/organ-kb')
      .send({ ...organ, ownApproval: true })
      .expect(403);
    await setRule('organ-kb', true);
    expect(await page()).toMatch(/<option value="yes" selected>Ja, den, der skriver punktet/);
    expect(await page()).toContain('Karin Storgaard');
    await setRule('organ-kb', false);
  });

  it('must be that of every organ on the route', async () => {
    await setRule('organ-kb', true);
    const item = await sentItem('To organer', ['organ-oek', 'organ-kb']);
    expect(await codeOf(sofie, item)).toBe('not-ones-own');
    await setRule('organ-oek', true);
    expect((await approve(sofie, item)).status).toBe(200);
    const [approval] = (await contextOf(item)).approvals;
    expect(approval.ownAllowedBy).toEqual(['organ-oek', 'organ-kb']);
    await setRule('organ-oek', false);
  });

  it('that is changed after the item was sent holds for what is approved from then on', async () => {
    await setRule('organ-kb', false);
    const item = await sentItem('Reglen ændres undervejs');
    const tasks = async () =>
      (await sofie.get('/api/v1/tasks').expect(200)).body.approvals.map((task: { item: string }) => task.item);
    expect(await codeOf(sofie, item)).toBe('not-ones-own');
    expect(await tasks()).not.toContain(item);
    await setRule('organ-kb', true);
    expect(await tasks()).toContain(item);
    const { text } = await sofie.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Du skriver selv på punktet. Din godkendelse bliver noteret');
    await setRule('organ-kb', false);
    expect(await codeOf(sofie, item)).toBe('not-ones-own');
    expect((await sofie.get(`/punkter/${item}`).expect(200)).text).not.toContain('Du skriver selv på punktet');
    await setRule('organ-kb', true);
    expect((await approve(sofie, item)).status).toBe(200);
    // What is approved stays approved, and stays explained.
    await setRule('organ-kb', false);
    expect((await contextOf(item)).approvals).toMatchObject([{ ownAllowedBy: ['organ-kb'] }]);
    expect((await sofie.get(`/punkter/${item}`).expect(200)).text).toMatch(PRINTED);
  });
});

describe('An approval of one’s own that is allowed', () => {
  it('is asked for by mail, and given through the link; the link says why when the rule is gone', async () => {
    await setRule('organ-kb', true);
    await sentItem('Eget punkt i mailen');
    const [mail = ''] = await capturedMails(world, address('sofie.brandt'), 'Eget punkt i mailen');
    const path = /\/l\/\S+/.exec(mail)?.[0] ?? '';
    expect((await sofie.get(path).expect(200)).text).toContain('Du skriver selv på punktet');
    await setRule('organ-kb', false);
    const shown = (await sofie.get(path).expect(200)).text;
    expect(shown).toContain('Ingen godkender et punkt, de selv skriver på');
    expect(shown).not.toContain('id="tag-stilling"');
    await sofie.post(`${path}/godkend`).type('form').send({}).expect(403);
    await setRule('organ-kb', true);
    await sofie.post(`${path}/godkend`).type('form').send({}).expect(303);
    expect((await sofie.get(path).expect(200)).text).toContain(
      '(eget punkt, tilladt efter reglen for Kommunalbestyrelsen)',
    );
  });

  it('is not marked so where another approves', async () => {
    const item = await sentItem('Godkendt af en anden');
    expect((await approve(chief, item)).status).toBe(200);
    const { text } = await sofie.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Godkendt som Økonomichef');
    expect(text).not.toContain('eget punkt');
  });

  it('is on the item’s page, in its history, on its paper, on agenda and packet', async () => {
    await setRule('organ-kb', true);
    const item = await sentItem('Trykt på dagsordenen');
    expect((await approve(sofie, item)).status).toBe(200);
    const { timeline } = (await sofie.get(`/api/v1/items/${item}/story`).expect(200)).body;
    expect(timeline.at(-1)).toMatchObject({
      event: 'approve',
      allowed: '(eget punkt, tilladt efter reglen for Kommunalbestyrelsen)',
    });
    const { text } = await sofie.get(`/punkter/${item}`).expect(200);
    expect(text).toMatch(PRINTED);
    expect(text).toContain('Godkendt som Økonomichef (eget punkt, tilladt efter reglen for Kommunalbestyrelsen)');
    const paper = async (path: string, by: Browser) => {
      // A queue that has much to print says so, and is asked again.
      const { body } = await until(
        () => by.get(path).responseType('blob'),
        ({ status }) => status !== 503,
      );
      return withFile(body, 'paper.pdf', async (file) => (await rawText(file)).replace(/\s+/g, ' '));
    };
    expect(await paper(`/punkter/${item}/punkt.pdf`, sofie)).toMatch(PRINTED);
    const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
    const meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
    await world.app.relay.flush();
    await listInOrder(secretary, meeting, [item]);
    await secretary.post(`/api/v1/meetings/${meeting}/events`).send({ type: 'freeze', part: 'agenda' }).expect(200);
    expect(await paper(`/moeder/${meeting}/dagsorden.pdf`, secretary)).toMatch(PRINTED);
    const packet = () => secretary.get(`/moeder/${meeting}/pakker/all/members/1/pakke.html`);
    const page = await until(packet, ({ status }) => status === 200, 1_200);
    expect(page.text).toMatch(PRINTED);
    expect(await paper(`/moeder/${meeting}/pakker/all/members/1/pakke.pdf`, secretary)).toMatch(PRINTED);
  }, 120_000);
});

describe('Whoever acts in the place of the writer', () => {
  it('is not asked either, and where nobody else is there, the secretariat may skip', async () => {
    await setRule('organ-kb', false);
    const office = await rowOf('offices', OFFICE);
    const holding = { person: SOFIE, from: '2022-01-01', to: null, kind: 'holder' };
    await admin
      .put(`/api/v1/offices/${OFFICE}`)
      .send({ ...office, holders: [holding] })
      .expect(200);
    await delegate({ kind: 'person', id: SOFIE }, 'person-emil-toftegaard');
    const item = await sentItem('Kun på vegne af den, der skriver');
    const emil = await world.signIn(address('emil.toftegaard'));
    expect(await codeOf(emil, item)).toBe('not-ones-own');
    const mails = await capturedMails(world, address('jonas.mikkelsen'), 'Kun på vegne af den, der skriver');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('hvor de, der handler for stillingen, selv skriver på punktet');
    expect(mails[0]).not.toContain('ubesat');
    await setRule('organ-kb', true);
    expect((await approve(emil, item)).status).toBe(200);
    expect((await sofie.get(`/punkter/${item}`).expect(200)).text).toContain(
      'Godkendt af Emil Toftegaard på vegne af Sofie Lykke Brandt som Økonomichef (eget punkt',
    );
    await setRule('organ-kb', false);
    const next = await sentItem('Springes over');
    const [step] = (await contextOf(next)).route;
    const skip = { type: 'skip', step: step.id, reason: 'Alle skriver selv.' };
    await secretary.post(`/api/v1/items/${next}/events`).send(skip).expect(200);
  });
});
