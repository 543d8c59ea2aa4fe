/** A hearing from the item's page to its conclusion, as the officer, the parties and strangers meet it over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HearingContext } from '#machines/hearing/context.ts';
import { partyUrl } from '#src/hearing/party-link.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
});
afterAll(() => world.close());

const day = (n: number) => new Date(Date.parse('2023-11-20T12:00:00Z') + n * 86_400_000).toISOString().slice(0, 10);
let counter = 0;

/** An item that waits for its hearing, whose first step it is. */
async function waiting(openness: 'open' | 'closed' = 'open'): Promise<string> {
  const created = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = created.body.stream;
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Rammen skal fungere som redskab.' }] };
  const draft = {
    content: {
      title: 'Strategisk ramme',
      type: 'decision',
      openness,
      caseNumber: '23/1',
      printedRoute: 'BUU, KB',
      sections: [{ heading: 'Sagsfremstilling', body: { type: 'doc', content: [paragraph] } }],
      recommendation: { lead: 'Det indstilles,', clauses: ['rammen godkendes.'] },
      bilag: [],
    },
    plan: [
      { kind: 'hearing', hearingType: 'general' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ],
  };
  const saved = await officer.put(`/api/v1/items/${item}/draft`).send({ rev: 1, draft }).expect(200);
  await officer.post(`/api/v1/items/${item}/events`).send({ type: 'submit', rev: saved.body.rev }).expect(200);
  return item;
}

async function planned(hearingType: string, item?: string): Promise<string> {
  const { body } = await officer.post('/api/v1/hearings').send({ item: item ?? (await waiting()), hearingType });
  return body.stream;
}
const act = (hearing: string, event: object) => officer.post(`/api/v1/hearings/${hearing}/events`).send(event);
const contextOf = async (hearing: string) =>
  (await officer.get(`/api/v1/hearings/${hearing}`).expect(200)).body.context as HearingContext;

/** A hearing of one party that is open for three weeks. */
async function open(hearingType = 'general', item?: string): Promise<{ hearing: string; link: string; email: string }> {
  counter += 1;
  const email = `formand${counter}@aeldreraad.example`;
  const hearing = await planned(hearingType, item);
  await act(hearing, { type: 'invite', parties: [{ name: 'Ældrerådet', email }] }).expect(200);
  await act(hearing, { type: 'schedule', opensOn: day(0), closesOn: day(70) }).expect(200);
  const { parties } = await contextOf(hearing);
  const party = parties[0]?.party ?? '';
  const link = new URL(partyUrl(world.origin, world.app.config.SERVER_KEY, { hearing, party })).pathname;
  return { hearing, link, email };
}

/** The party's browser, with its code entered. */
async function atTheForm({ link, email }: { link: string; email: string }) {
  const browser = world.agent();
  const before = new Date();
  const door = await browser.post(`${link}/kode`).type('form').send({}).expect(200);
  const asked = /name="request" value="([^"]+)"/.exec(door.text)?.[1] ?? '';
  await browser
    .post(`${link}/ind`)
    .type('form')
    .send({ request: asked, code: await world.codeFor(email, before) })
    .expect(303);
  const { text } = await browser.get(`${link}/svar`).expect(200);
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  const fields = {
    opened: field('opened'),
    formId: field('formId'),
    name: 'Grete Formand',
    organisation: 'Ældrerådet',
  };
  return { browser, fields, text };
}
const sweepAt = (at: string) => sweepDeadlines({ ...world.app, clock: { now: async () => new Date(at) } });

describe('a party that was invited', () => {
  it('reads behind its link, answers after a code, gets a numbered receipt, and the officer concludes with what it said', async () => {
    const item = await waiting();
    const { hearing, link, email } = await open('general', item);
    const door = await world.agent().get(link).expect(200);
    expect(door.text).toContain('Rammen skal fungere som redskab.');
    const { browser, fields } = await atTheForm({ link, email });
    const sent = await browser
      .post(`${link}/svar`)
      .type('form')
      .send({ ...fields, text: 'Vi støtter rammen.' })
      .expect(303);
    const receipt = await browser.get(sent.headers.location ?? '').expect(200);
    expect(receipt.text).toContain('Kvittering nr. 1');
    expect(receipt.text).toContain('Vi støtter rammen.');
    const manage = await officer.get(`/hoeringer/${hearing}`).expect(200);
    expect(manage.text).toContain('1 af 1 har svaret');
    await world.app.relay.flush();
    await sweepAt('2024-03-01T00:00:00Z');
    const early = await act(hearing, { type: 'conclude', note: 'Ældrerådet støtter rammen.' });
    expect(early.status).toBe(200);
    const { body } = await until(
      () => officer.get(`/api/v1/items/${item}`),
      ({ body: { state } }) => state === 'travelling.organ.waiting',
    );
    expect(body.state).toBe('travelling.organ.waiting');
  });

  it('sends the same form twice and has answered once; a new text is a new answer, and both are kept', async () => {
    const door = await open();
    const { browser, fields } = await atTheForm(door);
    const send = (text: string) =>
      browser
        .post(`${door.link}/svar`)
        .type('form')
        .send({ ...fields, text })
        .expect(303);
    const [one, two] = await Promise.all([send('Første svar.'), send('Første svar.')]);
    expect(one.headers.location).toBe(two.headers.location);
    await send('Andet svar.');
    expect((await contextOf(door.hearing)).answers).toBe(2);
  });

  it('has to say something, or that it has no remarks', async () => {
    const door = await open();
    const { browser, fields } = await atTheForm(door);
    const empty = await browser
      .post(`${door.link}/svar`)
      .type('form')
      .send({ ...fields, text: '  ' })
      .expect(400);
    expect(empty.text).toContain('Svaret er tomt.');
    await browser
      .post(`${door.link}/svar`)
      .type('form')
      .send({ ...fields, noRemarks: 'ja' })
      .expect(303);
    expect((await contextOf(door.hearing)).parties[0]).toMatchObject({ state: 'noRemarks' });
  });

  it('may say that it will not answer, and answer all the same', async () => {
    const door = await open();
    const { browser, fields } = await atTheForm(door);
    await browser.post(`${door.link}/afslaa`).expect(303);
    expect((await contextOf(door.hearing)).parties[0]).toMatchObject({ state: 'declined' });
    await browser
      .post(`${door.link}/svar`)
      .type('form')
      .send({ ...fields, text: 'Alligevel.' })
      .expect(303);
    expect((await contextOf(door.hearing)).parties[0]).toMatchObject({ state: 'answered' });
  });

  it('cannot answer without its code, with a wrong one, or through another party\u2019s link', async () => {
    const [mine, other] = [await open(), await open()];
    const stranger = world.agent();
    await stranger.post(`${mine.link}/svar`).type('form').send({ name: 'X', text: 'Hej' }).expect(403);
    const door = await stranger.post(`${mine.link}/kode`).type('form').send({}).expect(200);
    const asked = /name="request" value="([^"]+)"/.exec(door.text)?.[1] ?? '';
    const code = await world.codeFor(mine.email, new Date(0));
    const wrong = code === '111111' ? '222222' : '111111';
    await stranger.post(`${mine.link}/ind`).type('form').send({ request: asked, code: wrong }).expect(409);
    await stranger.post(`${other.link}/ind`).type('form').send({ request: asked, code }).expect(409);
    const known = await atTheForm(mine);
    await known.browser
      .post(`${other.link}/svar`)
      .type('form')
      .send({ ...known.fields, text: 'Hej' })
      .expect(403);
    await stranger.get(`${mine.link.slice(0, -1)}${mine.link.endsWith('A') ? 'B' : 'A'}`).expect(404);
    expect((await contextOf(mine.hearing)).answers).toBe(0);
  });

  it('sees nothing of a closed item before its code', async () => {
    const { link, email } = await open('general', await waiting('closed'));
    const door = await world.agent().get(link).expect(200);
    expect(door.text).not.toMatch(/Rammen|Strategisk/);
    const { text } = await atTheForm({ link, email });
    expect(text).toContain('Rammen skal fungere som redskab.');
  });

  it('that answers after the hearing has ended gets every word back, and nothing is stored', async () => {
    const door = await open();
    const { browser, fields } = await atTheForm(door);
    await act(door.hearing, { type: 'cancel', reason: 'Sagen er trukket.' }).expect(200);
    const refused = await browser
      .post(`${door.link}/svar`)
      .type('form')
      .send({ ...fields, text: 'Min lange tekst.' })
      .expect(409);
    expect(refused.text).toContain('Min lange tekst.');
    expect((await contextOf(door.hearing)).answers).toBe(0);
  });
});

describe('the window', () => {
  it('below the legal minimum is refused with the rule and the first day that would do', async () => {
    const hearing = await planned('local-plan');
    const { body } = await act(hearing, { type: 'schedule', opensOn: day(0), closesOn: day(20) }).expect(409);
    expect(body).toMatchObject({
      code: 'window-not-below-minimum',
      earliestClosing: '2023-12-18',
      hearing: 'Lokalplan',
    });
    expect((await contextOf(hearing)).window).toBeNull();
  });

  it('that ends on a day off is warned of on the page, and set when it was meant', async () => {
    const hearing = await planned('public');
    const window = { opensOn: '2023-12-01', closesOn: '2023-12-24' };
    const warned = await officer.post(`/hoeringer/${hearing}/frist`).type('form').send(window).expect(400);
    expect(warned.text).toContain('juleaftensdag');
    await officer
      .post(`/hoeringer/${hearing}/frist`)
      .type('form')
      .send({ ...window, understood: 'ja' })
      .expect(303);
    expect((await contextOf(hearing)).window?.closesAt).toBe('2023-12-24T23:00:00.000Z');
  });

  it('that was extended is told to the parties and keeps the old end', async () => {
    const { hearing } = await open();
    await act(hearing, { type: 'extend', closesOn: day(60), reason: 'For kort.' }).expect(409);
    await act(hearing, { type: 'extend', closesOn: day(80), reason: 'Bilag kom sent.' }).expect(200);
    expect((await contextOf(hearing)).formerClosings).toHaveLength(1);
  });

  it('is one for each step: a second plan finds the first', async () => {
    const item = await waiting();
    await planned('general', item);
    const { body } = await officer.post('/api/v1/hearings').send({ item, hearingType: 'public' }).expect(409);
    expect(body.code).toBe('hearing-not-planned');
  });
});

describe('a hearing that is open to all', () => {
  it('is listed and answered by anybody; one for invited parties is not there for strangers', async () => {
    const { hearing } = await open('public');
    const invited = await open('general');
    await world.app.relay.flush();
    const list = await world.agent().get('/hoering').expect(200);
    expect(list.text).toContain(`/hoering/${hearing}`);
    expect(list.text).not.toContain(invited.hearing);
    await world.agent().get(`/hoering/${invited.hearing}`).expect(404);
    const { text } = await world.agent().get(`/hoering/${hearing}`).expect(200);
    const opened = /name="opened" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const formId = /name="formId" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const sent = await world
      .agent()
      .post(`/hoering/${hearing}/svar`)
      .type('form')
      .send({ opened, formId, name: 'En borger', text: 'Jeg er imod.' })
      .expect(303);
    const receipt = await world
      .agent()
      .get(sent.headers.location ?? '')
      .expect(200);
    expect(receipt.text).toContain('Kvittering nr. 1');
    expect((await contextOf(hearing)).answers).toBe(1);
  });
});
