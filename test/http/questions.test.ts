/** An approver asks the officer, by page, link and API, and the officer answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalLink } from '../browser/support.ts';
import { address, type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let approver: Browser;
let secretary: Browser;
const APPROVER = 'Bettina Andersen';
const QUESTION = 'Er driften med i de 3 mio.?';
const ANSWER = 'Ja, fra og med 2025.';

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  approver = await world.approver();
  secretary = await world.signIn(address('jonas.mikkelsen'));
});
afterAll(() => world?.close());

/** An item that waits for the head of finance, and what she has before her. */
async function waitingItem(title: string, openness: 'open' | 'closed' = 'open') {
  const { body: made } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = made.stream;
  await sendOff(officer, item, {
    content: decisionText('Teksten.', {
      title,
      openness,
      printedRoute: 'KB',
      recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
    }),
    plan: [
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ],
  });
  const { context } = (await approver.get(`/api/v1/items/${item}`).expect(200)).body;
  const read = { step: context.route[0].id, round: context.round, version: context.version.hash };
  return { item, read };
}
const send = (by: Browser, item: string, event: object) => by.post(`/api/v1/items/${item}/events`).send(event);
const questions = async (by: Browser, item: string) =>
  (await by.get(`/api/v1/items/${item}/story`).expect(200)).body.questions;
const actions = async (by: Browser, item: string): Promise<Map<string, boolean>> => {
  const { body } = await by.get(`/api/v1/items/${item}`).expect(200);
  return new Map(body.actions.map((each: { action: string; allowed: boolean }) => [each.action, each.allowed]));
};
/** An item with a question that was asked over the API. */
async function askedItem(title: string, openness: 'open' | 'closed' = 'open') {
  const waiting = await waitingItem(title, openness);
  await send(approver, waiting.item, { type: 'ask', ...waiting.read, question: QUESTION }).expect(200);
  return waiting;
}

describe('over the API', () => {
  it('whoever has approved hears that it has gone on, and not that it was never theirs', async () => {
    const { item, read } = await waitingItem('Spurgt bagefter');
    await send(approver, item, { type: 'approve', ...read }).expect(200);
    const late = await send(approver, item, { type: 'ask', ...read, question: QUESTION }).expect(403);
    expect(late.body).toMatchObject({ code: 'has-approved-already' });
    expect(JSON.stringify(late.body)).toContain('Du har godkendt punktet');
  });

  it('an approver asks, the officer answers, and both stand in the story for those inside', async () => {
    const { item, read } = await waitingItem('Spurgt over API');
    expect((await actions(approver, item)).get('ask')).toBe(true);
    expect((await actions(officer, item)).get('reply')).toBe(false);
    const asked = await send(approver, item, { type: 'ask', ...read, question: QUESTION }).expect(200);
    expect(asked.body).toMatchObject({ from: 'travelling.approval', to: 'travelling.approval' });
    expect(await questions(officer, item)).toEqual([
      {
        id: 'question-1',
        at: expect.any(String),
        by: APPROVER,
        office: 'Økonomichef',
        onBehalfOf: null,
        text: QUESTION,
        answer: null,
      },
    ]);
    expect((await actions(officer, item)).get('reply')).toBe(true);
    await send(officer, item, { type: 'reply', question: 'question-1', answer: ANSWER }).expect(200);
    expect(await questions(secretary, item)).toMatchObject([
      { text: QUESTION, answer: { at: expect.any(String), by: 'Sofie Lykke Brandt', text: ANSWER } },
    ]);
    expect((await actions(officer, item)).get('reply')).toBe(false);
    expect((await actions(approver, item)).get('approve')).toBe(true);
  });

  it('nobody but the approver of the step asks, and nobody but the officer answers', async () => {
    const { item, read } = await askedItem('Forkert person');
    for (const other of [officer, secretary]) {
      const { body } = await send(other, item, { type: 'ask', ...read, question: QUESTION }).expect(403);
      expect(body.code).toBe('only-the-steps-office');
    }
    for (const other of [approver, secretary]) {
      const reply = { type: 'reply', question: 'question-1', answer: ANSWER };
      expect((await send(other, item, reply).expect(403)).body.code).toBe('only-the-owner');
    }
  });

  it('a question is answered once, and only one that was asked', async () => {
    const { item } = await askedItem('To gange');
    const reply = { type: 'reply', question: 'question-1', answer: ANSWER };
    expect((await send(officer, item, { ...reply, question: 'question-2' }).expect(409)).body.code).toBe(
      'question-open',
    );
    await send(officer, item, reply).expect(200);
    const again = await send(officer, item, { ...reply, answer: 'Nej alligevel.' }).expect(409);
    expect(again.body).toMatchObject({ code: 'question-open' });
    expect(await questions(officer, item)).toMatchObject([{ answer: { text: ANSWER } }]);
  });

  it('a question without words, or about another version than the one that stands, is refused', async () => {
    const { item, read } = await waitingItem('Uden ord');
    await send(approver, item, { type: 'ask', ...read, question: '  ' }).expect(400);
    await send(approver, item, { type: 'ask', ...read, version: 'a'.repeat(64), question: QUESTION }).expect(412);
    expect(await questions(approver, item)).toEqual([]);
  });

  it('once the step is passed nothing is asked there any more, but the officer may still answer', async () => {
    const { item, read } = await askedItem('Trinnet er passeret');
    await send(approver, item, { type: 'approve', ...read }).expect(200);
    await send(approver, item, { type: 'ask', ...read, question: QUESTION }).expect(403);
    await send(officer, item, { type: 'reply', question: 'question-1', answer: ANSWER }).expect(200);
    expect(await questions(approver, item)).toMatchObject([{ answer: { text: ANSWER } }]);
  });

  it('a member to whom the item is sent sees neither question nor answer', async () => {
    const { item, read } = await askedItem('Sendt til medlemmer');
    await send(officer, item, { type: 'reply', question: 'question-1', answer: ANSWER }).expect(200);
    await send(approver, item, { type: 'approve', ...read }).expect(200);
    const planning = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
    const meeting = (await secretary.post('/api/v1/meetings').send(planning).expect(201)).body.stream;
    await world.app.relay.flush();
    await send(secretary, item, { type: 'list', meeting }).expect(200);
    const agenda = async () => (await secretary.get(`/api/v1/meetings/${meeting}`)).body.context.items.length;
    await until(agenda, (count) => count === 1);
    for (const event of [
      { type: 'freeze', part: 'agenda' },
      { type: 'dispatch', part: 'agenda', lateReason: null },
    ])
      await secretary.post(`/api/v1/meetings/${meeting}/events`).send(event).expect(200);
    const member = await world.signIn(address('birthe.lindhardt'));
    const read200 = async () => (await member.get(`/punkter/${item}`)).status;
    await until(read200, (status) => status === 200);
    const { text } = await member.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Sendt til medlemmer');
    expect(text).not.toMatch(/Spørgsmål og svar|driften|2025/);
    const story = await member.get(`/api/v1/items/${item}/story`).expect(200);
    expect(story.body.questions).toEqual([]);
    expect(JSON.stringify(story.body)).not.toMatch(/driften|2025/);
  });
});

describe('on the pages', () => {
  it('the approver asks, a second press changes nothing, and the officer answers beside the item', async () => {
    const { item, read } = await waitingItem('Spurgt på siden');
    const shown = (await approver.get(`/punkter/${item}`).expect(200)).text;
    expect(shown).toContain('Spørg sagsbehandleren');
    expect(shown).not.toContain('Spørgsmål og svar</h2>');
    const requestId = /action="[^"]*\/spoerg"[\s\S]*?name="requestId" value="([^"]+)"/.exec(shown)?.[1];
    const press = () =>
      approver
        .post(`/punkter/${item}/spoerg`)
        .type('form')
        .send({ requestId, ...read, question: QUESTION });
    await press().expect(303);
    await press().expect(303);
    expect(await questions(approver, item)).toHaveLength(1);
    expect((await approver.get(`/punkter/${item}`)).text).toContain('Venter på svar fra sagsbehandleren.');

    const asked = (await officer.get(`/punkter/${item}`).expect(200)).text;
    expect(asked).toContain('href="#spoergsmaal"');
    expect(asked).toContain('Spørgsmål til sagsbehandleren');
    const answering = { requestId: 'svar-paa-spoergsmaal', question: 'question-1', answer: ANSWER };
    await approver.post(`/punkter/${item}/svar`).type('form').send(answering).expect(403);
    await officer.post(`/punkter/${item}/svar`).type('form').send(answering).expect(303);
    const answered = (await approver.get(`/punkter/${item}`).expect(200)).text;
    // Beside the text, and in the history.
    expect(answered.split(ANSWER)).toHaveLength(3);
    expect((await officer.get(`/punkter/${item}`)).text).not.toContain('name="answer"');
    // The request of the question is not the request to approve.
    await approver
      .post(`/punkter/${item}/godkend`)
      .type('form')
      .send({ requestId, ...read })
      .expect(303);
    expect((await actions(approver, item)).get('ask')).toBe(false);
  });

  it('behind the mailed link she asks, sees the answer, and approves with the same link', async () => {
    const { item } = await waitingItem('Spurgt ved link');
    const path = new URL(await approvalLink(world, APPROVER, item)).pathname;
    expect((await world.agent().get(path).expect(200)).text).not.toContain('Spørg sagsbehandleren');
    await world.agent().post(`${path}/spoerg`).type('form').send({ question: QUESTION }).expect(401);
    await officer.post(`${path}/spoerg`).type('form').send({ question: QUESTION }).expect(403);
    expect((await approver.get(path).expect(200)).text).toContain('Spørg sagsbehandleren');
    await approver.post(`${path}/spoerg`).type('form').send({ question: QUESTION }).expect(303);
    await approver.post(`${path}/spoerg`).type('form').send({ question: 'Og fra hvornår?' }).expect(303);
    expect(await questions(officer, item)).toMatchObject([
      { text: QUESTION, office: 'Økonomichef' },
      { text: 'Og fra hvornår?' },
    ]);
    await send(officer, item, { type: 'reply', question: 'question-1', answer: ANSWER }).expect(200);
    expect((await approver.get(path).expect(200)).text).toContain(ANSWER);
    expect((await world.agent().get(path).expect(200)).text).not.toMatch(/driften|2025/);
    await approver.post(`${path}/godkend`).type('form').send({}).expect(303);
    const late = await approver.post(`${path}/spoerg`).type('form').send({ question: QUESTION }).expect(409);
    expect(late.text).toContain('Der er allerede taget stilling med dette link.');
  });

  it('a form or an event that does not fit learns first what has become of its link, then what is wrong with it', async () => {
    const { item } = await waitingItem('Tom blanket');
    const path = new URL(await approvalLink(world, APPROVER, item)).pathname;
    const page = (browser: Browser, form: string) => browser.post(`${path}/${form}`).type('form').send({ reason: '' });
    const api = (browser: Browser, at = path) =>
      browser.post(`/api/v1${at.replace('/l/', '/links/')}/events`).send({ type: 'return', reason: '' });
    for (const form of ['spoerg', 'returner']) {
      await page(officer, form).expect(403);
      expect((await page(approver, form).expect(400)).text).toContain('Tom blanket');
    }
    await api(officer).expect(403);
    await api(approver, '/l/forged').expect(404);
    const wrong = await api(approver).expect(400);
    expect(wrong.body).toMatchObject({ code: 'bad-input', issues: [{ path: ['reason'] }] });
    await approver.post(`${path}/godkend`).type('form').send({}).expect(303);
    await page(approver, 'spoerg').expect(409);
    await page(approver, 'returner').expect(409);
    await api(approver).expect(409);
  });

  it('of a closed item the link says nothing of questions to who is not signed in, and all to the approver', async () => {
    const { item } = await askedItem('Fortrolig titel', 'closed');
    const path = new URL(await approvalLink(world, APPROVER, item)).pathname;
    const stranger = (await world.agent().get(path).expect(200)).text;
    expect(stranger).not.toMatch(/driften|Fortrolig titel/);
    expect((await approver.get(path).expect(200)).text).toContain(QUESTION);
    const other = await world.signIn(address('emil.toftegaard'));
    await other.get(`/punkter/${item}`).expect(404);
    const reply = { type: 'reply', question: 'question-1', answer: ANSWER };
    await send(other, item, reply).expect(403);
    await other.post(`/punkter/${item}/svar`).type('form').send(reply).expect(404);
    expect((await other.get(path)).text).not.toMatch(/driften|Fortrolig titel/);
  });
});
