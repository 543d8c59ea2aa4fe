/** Whoever holds steps that follow each other approves once for all of them: on the page, through the link and over the API. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capturedMails } from './captured-mails.ts';
import { resentItems } from './resent-items.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let chief: Browser;
let admin: Browser;
let items: ReturnType<typeof resentItems>;
let before: object[] | undefined;
const CHIEF = 'office-oekonomichef';
const TOP = 'office-kommunaldirektoer';
const OTHER = 'office-velfaerdsdirektoer';
const BOTH = 'Du godkender både som Økonomichef og som Kommunaldirektør.';

const approval = (office: string) => ({ kind: 'approval', office });
const council = { kind: 'organ', organ: 'organ-kb', role: 'deciding' };
const LADDER = [approval(CHIEF), approval(TOP), council];

type Row = Record<string, unknown> & { id: string; holders: object[] };
const officeOf = async (id: string): Promise<Row> =>
  (await admin.get('/api/v1/offices').expect(200)).body.offices.find((row: Row) => row.id === id);
/** Gives the office above to the head of finance, or back to whoever had it. */
async function giveTop(toChief: boolean): Promise<void> {
  const { holders, ...office } = await officeOf(TOP);
  before ??= holders;
  const own = { person: 'person-bettina-andersen', from: '2022-01-01', to: null, kind: 'holder' };
  await admin
    .put(`/api/v1/offices/${TOP}`)
    .send({ ...office, holders: toChief ? [own] : before })
    .expect(200);
}

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  admin = await world.signIn(address('karin.storgaard'));
  chief = await world.approver();
  items = resentItems(world, officer);
  await giveTop(true);
});
afterAll(() => world?.close());

const contextOf = async (item: string) => (await items.stateOf(item)).context;
const approvedOffices = async (item: string) =>
  (await contextOf(item)).approvals.map(({ by }: { by: { office: string } }) => by.office);
const approve = async (by: Browser, item: string, more: object = {}) =>
  items.act(item, { type: 'approve', ...(await items.reading(item)), ...more }, by);
/** What the form on a page would send. */
const fieldsOf = (page: string): [string, string][] => {
  const form = /<form[^>]+godkend"[\s\S]+?<\/form>/.exec(page)?.[0] ?? '';
  return [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
};
const bodyOf = (page: string): string => new URLSearchParams(fieldsOf(page)).toString();

describe('Two steps of one person', () => {
  it('are announced by mail and on the page, approved with one press, each on record, and the second is not mailed', async () => {
    const { item, path } = await items.sent('To trin ad gangen', LADDER);
    const mails = await capturedMails(world, address('bettina.andersen'), BOTH);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('Når du har godkendt, går punktet videre til: Kommunalbestyrelsen');
    const shown = (await chief.get(path).expect(200)).text;
    expect(shown).toContain(BOTH);
    expect(shown).toContain('Derefter går punktet videre til Kommunalbestyrelsen');
    expect((await chief.get(`/punkter/${item}`).expect(200)).text).toContain(BOTH);
    for (const _ of [1, 2]) await chief.post(`${path}/godkend`).type('form').send(bodyOf(shown)).expect(303);
    const { state, context } = await items.stateOf(item);
    expect(state).toBe('travelling.organ.waiting');
    expect(context.approvals).toMatchObject([
      { by: { person: 'person-bettina-andersen', office: CHIEF } },
      { by: { person: 'person-bettina-andersen', office: TOP } },
    ]);
    const { timeline, route } = (await officer.get(`/api/v1/items/${item}/story`).expect(200)).body;
    expect(timeline.at(-1)).toMatchObject({
      event: 'approve',
      office: 'Økonomichef',
      also: [{ office: 'Kommunaldirektør', onBehalfOf: null }],
    });
    expect(route.slice(0, 2)).toMatchObject([
      { standing: 'done', people: ['Bettina Andersen'] },
      { standing: 'done', people: ['Bettina Andersen'] },
    ]);
    const entry = 'Godkendt som Økonomichef og som Kommunaldirektør';
    expect((await officer.get(`/punkter/${item}`).expect(200)).text).toContain(entry);
    expect((await chief.get(path).expect(200)).text).toContain(entry);
    await world.app.relay.flush();
    const chain = (await officer.get(`/drift/kaede/${item}`).expect(200)).text;
    expect(chain).toContain('Bettina Andersen som Økonomichef og som Kommunaldirektør');
    const requests = { stream: item, 'effect.params.template': 'approval-request' };
    expect(await world.app.collections.deliveries.countDocuments(requests)).toBe(1);
    expect(
      (await chief.get('/api/v1/tasks').expect(200)).body.approvals.map((task: { item: string }) => task.item),
    ).not.toContain(item);
  });

  it('are one approval over the API too, and of the first alone where that is asked for', async () => {
    const { item } = await items.sent('Over API', LADDER);
    const { step } = await items.reading(item);
    expect((await approve(chief, item, { steps: [step] })).status).toBe(200);
    expect(await approvedOffices(item)).toEqual([CHIEF]);
    const { item: whole } = await items.sent('Begge over API', LADDER);
    expect((await approve(chief, whole)).status).toBe(200);
    expect(await approvedOffices(whole)).toEqual([CHIEF, TOP]);
    const { item: linked, path } = await items.sent('Gennem linket', LADDER);
    await chief
      .post(`/api/v1${path.replace('/l/', '/links/')}/events`)
      .send({ type: 'approve' })
      .expect(200);
    expect(await approvedOffices(linked)).toEqual([CHIEF, TOP]);
  });

  it('are taken back together', async () => {
    const { item } = await items.sent('Fortrydes', LADDER);
    await approve(chief, item);
    const last = (await contextOf(item)).approvals.at(-1).step;
    expect((await items.act(item, { type: 'regret', step: last }, chief)).status).toBe(200);
    expect(await contextOf(item)).toMatchObject({ approvals: [], position: 0 });
    expect((await approve(chief, item)).status).toBe(200);
  });

  it('are two where somebody else’s step, a hearing or a review lies between', async () => {
    const between = [
      approval(OTHER),
      { kind: 'hearing', hearingType: 'general' },
      { kind: 'review', reviewers: { people: ['person-emil-toftegaard'] }, days: 5 },
    ];
    for (const step of between) {
      const { item } = await items.sent(`Ikke i træk ${step.kind}`, [approval(CHIEF), step, approval(TOP), council]);
      expect((await chief.get(`/punkter/${item}`).expect(200)).text).not.toContain('Du godkender både');
      expect((await approve(chief, item)).status).toBe(200);
      expect(await approvedOffices(item)).toEqual([CHIEF]);
      expect((await contextOf(item)).position).toBe(1);
    }
  });
});

describe('What is approved at once', () => {
  it('is what is still held when the button is pressed, and the page says what came of it', async () => {
    const { item, path } = await items.sent('Den ene stilling er tabt', LADDER);
    const shown = (await chief.get(path).expect(200)).text;
    expect(shown).toContain(BOTH);
    await giveTop(false);
    await chief.post(`${path}/godkend`).type('form').send(bodyOf(shown)).expect(303);
    expect(await approvedOffices(item)).toEqual([CHIEF]);
    const after = (await chief.get(path).expect(200)).text;
    expect(after).toContain('Godkendt som Økonomichef');
    expect(after).not.toContain('og som Kommunaldirektør');
    const henrik = await world.signIn(address('henrik.voss'));
    expect((await approve(henrik, item)).status).toBe(200);
    expect(await approvedOffices(item)).toEqual([CHIEF, TOP]);
  });

  it('is no step that the page did not show', async () => {
    const { item } = await items.sent('En stilling mere', LADDER);
    const shown = (await chief.get(`/punkter/${item}`).expect(200)).text;
    expect(shown).not.toContain('Du godkender både');
    await giveTop(true);
    await chief.post(`/punkter/${item}/godkend`).type('form').send(bodyOf(shown)).expect(303);
    expect(await approvedOffices(item)).toEqual([CHIEF]);
    await giveTop(false);
  });

  it('may be in another’s place, and says so', async () => {
    const delegation = {
      rev: null,
      from: { kind: 'office', id: TOP },
      to: 'person-bettina-andersen',
      scope: { actions: ['approve'], offices: null },
      validFrom: '2023-11-01',
      validTo: '2023-12-31',
      reason: 'Ferie',
    };
    await admin.post('/api/v1/delegations').send(delegation).expect(201);
    const { item } = await items.sent('På vegne af en anden', LADDER);
    const both = 'Du godkender både som Økonomichef og som Kommunaldirektør på vegne af Henrik Dalgaard Voss.';
    const shown = (await chief.get(`/punkter/${item}`).expect(200)).text;
    expect(shown).toContain(both);
    await chief.post(`/punkter/${item}/godkend`).type('form').send(bodyOf(shown)).expect(303);
    expect((await contextOf(item)).approvals[1].by).toEqual({
      person: 'person-bettina-andersen',
      office: TOP,
      onBehalfOf: 'person-henrik-voss',
    });
    expect((await officer.get(`/punkter/${item}`).expect(200)).text).toContain(
      'Godkendt som Økonomichef og som Kommunaldirektør på vegne af Henrik Dalgaard Voss',
    );
  });
});
