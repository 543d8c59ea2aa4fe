import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, approvedItem, type Browser, createWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;
let item = '';

const organs = [
  { organ: 'organ-oek', role: 'recommending' },
  { organ: 'organ-kb', role: 'deciding' },
];

const TITLE = 'Politikker på ældreområdet';
const SUB_ITEMS = [
  { id: 'sub-1', title: 'Ældrepolitik', start: '09:00', end: '09:30' },
  { id: 'sub-2', title: 'Værdighedspolitik', start: null, end: null },
];

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  item = await approvedItem(world, officer, TITLE, organs, { subItems: SUB_ITEMS });
});
afterAll(() => world.close());

const seqOf = async (): Promise<number> => (await secretary.get(`/api/v1/items/${item}`).expect(200)).body.seq;
const routeOf = async (): Promise<{ id: string; organ?: string }[]> =>
  (await secretary.get(`/api/v1/items/${item}`).expect(200)).body.context.route;

const textOf = async () => (await officer.get(`/api/v1/items/${item}`).expect(200)).body.content;

describe('a route that is changed on its page', () => {
  /** The form's rows for the steps that the page shows, with one more. */
  const rows = async (...more: { who: string; role: string }[]) => {
    const { text } = await secretary.get(`/punkter/${item}/aendr-rute`).expect(200);
    const ids = [...text.matchAll(/name="steps\[\d+\]\[id\]" value="([^"]*)"/g)].map(([, id = '']) => id);
    const kept = ids.map((id, n) => ({ id, who: `organ:${organs[n]?.organ}`, role: organs[n]?.role ?? '' }));
    return { steps: [...kept, ...more.map((each) => ({ id: '', ...each }))] };
  };
  const press = (fields: Record<string, unknown>) =>
    secretary.post(`/punkter/${item}/aendr-rute`).type('form').send(stringify(fields));

  it('shows only what is still to come', async () => {
    const { steps } = await rows();
    expect(steps).toHaveLength(2);
  });

  it('gains a row, and swaps rows, without anything being changed', async () => {
    const before = await seqOf();
    const added = await press({ ...(await rows()), do: 'add-step' }).expect(200);
    expect(added.text.match(/name="steps\[\d+\]\[who\]"/g)).toHaveLength(3);
    await press({ ...(await rows()), do: 'down-step-0' }).expect(200);
    expect(await seqOf()).toBe(before);
  });

  it('says what the change means before it is made', async () => {
    const before = await seqOf();
    const shown = await press({ ...(await rows({ who: 'organ:organ-hu', role: 'orienting' })), do: 'preview' }).expect(
      200,
    );
    expect(shown.text).toContain('Nyt trin');
    expect(shown.text).toContain('Uændret');
    expect(shown.text).toContain('Ingen godkendelser, links eller høringer falder bort.');
    expect(await seqOf()).toBe(before);
  });

  it('is refused, with the reason and the rows still there, when it jumps over the undecided step', async () => {
    const { steps } = await rows();
    const jump = { steps: steps.slice(1) };
    for (const pressed of ['preview', 'confirm']) {
      const refused = await press({ ...jump, do: pressed }).expect(409);
      expect(refused.text).toContain('Intet er ændret endnu.');
      expect(refused.text).toContain('organ:organ-kb" selected');
    }
    expect(await routeOf()).toHaveLength(3);
  });

  it('is changed when that has been confirmed, and the kept steps stay what they were', async () => {
    const before = await routeOf();
    const fields = await rows({ who: 'organ:organ-hu', role: 'orienting' });
    await press({ ...fields, do: 'confirm', requestId: 'changed-once' }).expect(303);
    await press({ ...fields, do: 'confirm', requestId: 'changed-once' }).expect(303);
    const after = await routeOf();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.map(({ organ }) => organ)).toEqual([undefined, 'organ-oek', 'organ-kb', 'organ-hu']);
  });

  it('is no business of somebody who is neither owner nor secretariat', async () => {
    const approver = await world.approver();
    await approver.get(`/punkter/${item}/aendr-rute`).expect(403);
  });
});

describe('sub-items', () => {
  it('stand on the item, in its print table, and become an item of their own by one button', async () => {
    const { text } = await officer.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Punkter til behandling');
    expect(text).toContain('09.00-09.30');
    const pressed = await officer
      .post(`/punkter/${item}/delpunkt`)
      .type('form')
      .send({ subItem: 'sub-2', requestId: 'spun-off-once' })
      .expect(303);
    const again = await officer
      .post(`/punkter/${item}/delpunkt`)
      .type('form')
      .send({ subItem: 'sub-2', requestId: 'spun-off-once' })
      .expect(303);
    expect(again.headers.location).toBe(pressed.headers.location);
    const editor = await officer.get(pressed.headers.location ?? '').expect(200);
    expect(editor.text).toContain('value="Værdighedspolitik"');
    const own = await officer.get((pressed.headers.location ?? '').replace('/rediger', '')).expect(200);
    expect(own.text).toContain(`href="/punkter/${item}"`);
    // Lists follow behind in bulk; then the item says what its sub-item has become, and offers it no second time.
    await world.app.relay.flush();
    const from = await officer.get(`/punkter/${item}`).expect(200);
    expect(from.text).toContain('punktet »Værdighedspolitik«');
    expect(from.text.match(/name="subItem"/g)).toHaveLength(1);
    const { body } = await officer.get(`/api/v1/items/${/item-[a-z0-9]+/.exec(pressed.headers.location ?? '')?.[0]}`);
    expect(body.draft.content.caseNumber).toBe('23/9260');
    expect(body.draft.plan.map((step: { organ?: string }) => step.organ)).toContain('organ-kb');
  });

  it('that the item does not have cannot become one', async () => {
    const refused = await officer.post(`/punkter/${item}/delpunkt`).type('form').send({ subItem: 'sub-9' });
    expect(refused.status).toBe(409);
  });

  it('show on the page of a version what has changed in them', async () => {
    const { body } = await officer.get(`/api/v1/items/${item}`).expect(200);
    const { version } = body.context;
    const subItems = [{ ...SUB_ITEMS[0], start: '09:15' }, SUB_ITEMS[1]];
    const content = { ...(await textOf()), subItems };
    await officer
      .post(`/api/v1/items/${item}/events`)
      .send({ type: 'amend', version: version.hash, weight: 'editorial', content })
      .expect(200);
    const { text } = await officer.get(`/punkter/${item}/version/${version.n + 1}`).expect(200);
    const changes = /<ul class="changes">[\s\S]*?<\/ul>/.exec(text)?.[0] ?? '';
    expect(changes.match(/change-place">([^<]*)/g)).toEqual(['change-place">Delpunkt']);
    // Times are never split.
    expect(changes).toMatch(/<del>.*09\.00-09\.30<\/del><ins>.*09\.15-09\.30<\/ins> Ældrepolitik/);
  });

  it('are written in the editor, row by row, and keep their ids', async () => {
    const created = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const own: string = created.body.stream;
    await officer
      .post(`/punkter/${own}/rediger`)
      .type('form')
      .send(
        stringify({
          rev: '1',
          title: 'Møde i budgetgruppen',
          subItems: [
            { id: 'u1', title: 'Indledning', start: '9:00', end: '09.30' },
            { id: 'u2', title: '' },
            { id: 'u3', title: 'Afslutning' },
          ],
        }),
      )
      .expect(303);
    const { body } = await officer.get(`/api/v1/items/${own}`).expect(200);
    expect(body.draft.content.subItems).toEqual([
      { id: 'u1', title: 'Indledning', start: '09:00', end: '09:30' },
      { id: 'u3', title: 'Afslutning', start: null, end: null },
    ]);
  });

  describe('at the meeting', () => {
    let meeting = '';
    const at = (path: string, fields: Record<string, unknown> = {}) =>
      secretary.post(`/moeder/${meeting}/${path}`).type('form').send(stringify(fields));
    const decided = (...subDecisions: Record<string, string>[]) => ({
      item,
      outcomes: [{ code: 'TILTRAADT' }],
      subDecisions,
    });
    const first = { subItem: 'sub-1', text: 'Ældrepolitikken sendes i høring.', place: '3' };
    const second = { subItem: 'sub-2', text: 'Tages med på næste møde.', place: '1' };
    const added = { subItem: '', text: 'Lokalerne blev drøftet.', place: '2' };

    beforeAll(async () => {
      const planned = await secretary
        .post('/moeder')
        .type('form')
        .send({ organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' })
        .expect(303);
      meeting = /^\/moeder\/([^?]+)/.exec(planned.headers.location ?? '')?.[1] ?? '';
      await at('saet-paa', { item }).expect(303);
      await at('laas').expect(303);
      await at('udsend', { lateReason: '' }).expect(303);
      await at('begynd').expect(303);
    });

    it('what came up there needs its reason, and nothing typed is lost', async () => {
      const refused = await at('beslutning', decided(first, second, added)).expect(400);
      expect(refused.text).toContain('Et punkt, der kom op på mødet, mangler sin begrundelse.');
      expect(refused.text).toContain('Lokalerne blev drøftet.');
    });

    it('are decided on one by one, in the order of the protocol', async () => {
      const raised = { ...added, reason: 'Rejst af formanden' };
      await at('beslutning', decided(first, second, raised)).expect(303);
      const { text } = await secretary.get(`/moeder/${meeting}`).expect(200);
      const order = ['Tages med på næste møde.', 'Lokalerne blev drøftet.', 'Ældrepolitikken sendes i høring.'];
      const places = order.map((words) => text.indexOf(words));
      expect(places.toSorted((a, b) => a - b)).toEqual(places);
      expect(places[0]).toBeGreaterThan(0);
      expect(text).toContain('taget op på mødet: Rejst af formanden');
    });

    it('one that is not on the agenda is refused by name', async () => {
      const refused = await at('beslutning', decided({ subItem: 'sub-9', text: 'Ord.' }));
      expect(refused.status).toBe(409);
    });
  });
});
