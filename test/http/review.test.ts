/** An item that is sent to review: over the page, the API, the mail and the clock. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#src/clock.ts';
import { deadlinesOf } from '#src/queries/deadlines.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { services } from '../setup/database.ts';
import { address, type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

/** Monday 20 November 2023, ten in the morning in Denmark. */
const START = new Date('2023-11-20T09:00:00Z');
const clock = fixedClock(START);
const EXPERTS = ['person-bettina-andersen', 'person-emil-toftegaard'];
const MORE = {
  caseNumber: '23/4711',
  printedRoute: 'KB',
  recommendation: { lead: 'Det indstilles,', clauses: ['at planen godkendes.'] },
};
const COUNCIL = { kind: 'organ', organ: 'organ-kb', role: 'deciding' };

let world: World;
let officer: Browser;
let bettina: Browser;
let emil: Browser;
let member: Browser;
let other: Browser;

beforeAll(async () => {
  world = await createWorld({}, { clock });
  officer = await world.signIn(address('sofie.brandt'));
  bettina = await world.signIn(address('bettina.andersen'));
  emil = await world.signIn(address('emil.toftegaard'));
  member = await world.signIn(address('gitte.nymand'));
  other = await world.signIn(address('marianne.fisker'));
});
afterAll(() => world.close());

/** An item whose route begins with a review of five hverdage. */
async function sent(title: string, reviewers: object = { people: EXPERTS }, openness: 'open' | 'closed' = 'open') {
  clock.set(START);
  const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = body.stream;
  await sendOff(officer, item, {
    content: decisionText('Sagen kort fortalt.', { title, openness, ...MORE }),
    plan: [{ kind: 'review', reviewers, days: 5 }, COUNCIL],
  });
  await world.app.relay.flush();
  return item;
}
const stateOf = async (item: string): Promise<string> =>
  (await officer.get(`/api/v1/items/${item}`).expect(200)).body.state;
async function read(item: string) {
  const { context } = (await officer.get(`/api/v1/items/${item}`).expect(200)).body;
  return { step: context.route[context.position].id, round: context.round, version: context.version.hash };
}
const answer = async (browser: Browser, item: string, said: object) =>
  browser.post(`/api/v1/items/${item}/events`).send({ type: 'comment', ...(await read(item)), ...said });
const story = async (browser: Browser, item: string) =>
  (await browser.get(`/api/v1/items/${item}/story`).expect(200)).body;

async function mailTo(name: string, about: string): Promise<{ subject: string; text: string }> {
  const { mailCatcherUrl } = services();
  const find = async () => {
    const found = await (await fetch(`${mailCatcherUrl}/api/mails?to=${address(name)}`)).json();
    for (const { id } of found as { id: string }[]) {
      const mail = await (await fetch(`${mailCatcherUrl}/api/mails/${id}`)).json();
      if (mail.text.includes(about)) return mail as { subject: string; text: string };
    }
    return null;
  };
  return (await until(find, (mail) => mail !== null)) ?? expect.fail(`no mail came to ${name}`);
}

describe('An item under review', () => {
  it('is planned in the editor as a row of its route, and keeps what was planned over the API', async () => {
    const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const item: string = body.stream;
    const planOf = async () => (await officer.get(`/api/v1/items/${item}`).expect(200)).body.draft.plan;
    const save = async (chosen: string[], rev: number) => {
      const rows = Object.fromEntries(chosen.map((who, n) => [`steps[${n}][who]`, who]));
      await officer
        .post(`/punkter/${item}/rediger`)
        .type('form')
        .send({ rev, title: 'Plan', ...rows })
        .expect(303);
    };
    await save(['review:5.people.person-emil-toftegaard', 'review:5.organ.organ-hu'], 1);
    expect(await planOf()).toEqual([
      { kind: 'review', reviewers: { people: ['person-emil-toftegaard'] }, days: 5 },
      { kind: 'review', reviewers: { organ: 'organ-hu' }, days: 5 },
    ]);
    const long = { kind: 'review', reviewers: { people: EXPERTS }, days: 12 };
    const { draft } = (await officer.get(`/api/v1/items/${item}`)).body;
    await officer
      .put(`/api/v1/items/${item}/draft`)
      .send({ rev: draft.rev, draft: { content: draft.content, plan: [long] } })
      .expect(200);
    const { text } = await officer.get(`/punkter/${item}/rediger`).expect(200);
    const option = 'review:12.people.person-bettina-andersen.person-emil-toftegaard';
    expect(text).toContain(`value="${option}" selected`);
    expect(text).toContain('Bettina Andersen, Emil Toftegaard (12 hverdage)');
    await save([option], draft.rev + 1);
    expect(await planOf()).toEqual([long]);
  });

  it('cannot be sent to somebody who does not exist', async () => {
    const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const plan = [{ kind: 'review', reviewers: { people: ['person-x'] }, days: 5 }, COUNCIL];
    const draft = { content: decisionText('Ord.', { title: 'Uden læser', ...MORE }), plan };
    const saved = await officer.put(`/api/v1/items/${body.stream}/draft`).send({ rev: 1, draft }).expect(200);
    const refused = await officer
      .post(`/api/v1/items/${body.stream}/events`)
      .send({ type: 'submit', rev: saved.body.rev });
    expect(refused.status).toBe(400);
  });

  it('asks the named people by mail, and says on which day silence is consent', async () => {
    const item = await sent('Skovens plan');
    const mail = await mailTo('emil.toftegaard', item);
    expect(mail.subject).toMatch(/^Til gennemgang: .+ \(sag 23\/4711\)$/);
    expect(mail.text).toContain('Punkt: Skovens plan');
    expect(mail.text).toContain('Svar senest mandag den 27. november 2023 ved døgnets udgang.');
    expect(mail.text).toContain(`${world.origin}/punkter/${item}`);
    const deadlines = await deadlinesOf(world.app, item);
    expect(deadlines.map(({ kind, dueAt }) => [kind, dueAt.toISOString()])).toEqual([
      ['reminderDue', '2023-11-22T07:00:00.000Z'],
      ['consentDue', '2023-11-27T23:00:00.000Z'],
    ]);
    const { text } = await officer.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Gennemgås af <strong>Bettina Andersen, Emil Toftegaard</strong>');
    expect(text).toContain('Har ikke svaret: Bettina Andersen, Emil Toftegaard.');
    expect(text).toContain(
      'Tavshed er samtykke efter <strong>mandag den 27. november 2023 ved døgnets udgang</strong>.',
    );
  });

  it('is answered on its page, and goes on when the last has answered', async () => {
    const item = await sent('Havnens plan');
    const page = await emil.get(`/punkter/${item}`).expect(200);
    expect(page.text).toContain('Du er bedt om at gennemgå punktet.');
    const fields = { ...(await read(item)), requestId: 'emil-answers' };
    const press = (said: object) =>
      emil
        .post(`/punkter/${item}/kommenter`)
        .type('form')
        .send({ ...fields, ...said });
    await press({ comment: 'Husk kajen.' }).expect(303);
    // The same form a second time is the same answer.
    await press({ comment: 'Husk kajen.' }).expect(303);
    expect(await stateOf(item)).toBe('travelling.review');
    const { text } = await emil.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Husk kajen.');
    expect(text).not.toContain('name="comment"');
    expect((await answer(bettina, item, {})).status).toBe(200);
    expect(await stateOf(item)).toBe('travelling.organ.waiting');
    const { asked, timeline, route } = await story(officer, item);
    expect(asked).toEqual([
      {
        kind: 'review',
        name: 'Bettina Andersen, Emil Toftegaard',
        round: 1,
        until: '2023-11-27T23:00:00.000Z',
        isCurrent: false,
        answers: [
          { by: 'Emil Toftegaard', at: START.toISOString(), version: 1, text: 'Husk kajen.', blocking: false },
          { by: 'Bettina Andersen', at: START.toISOString(), version: 1, text: null, blocking: false },
        ],
        unanswered: [],
      },
    ]);
    expect(timeline).toContainEqual(
      expect.objectContaining({ event: 'comment', by: 'Emil Toftegaard', text: 'Husk kajen.', blocking: false }),
    );
    expect(route[0]).toMatchObject({ kind: 'review', standing: 'done' });
    // Who has answered may still read the item and all answers.
    expect((await story(emil, item)).asked).toEqual(asked);
    const after = await officer.get(`/punkter/${item}`).expect(200);
    expect(after.text).toContain('Ingen bemærkninger');
    expect(after.text).toContain('Gennemgået uden bemærkninger');
  });

  it('goes back to its officer with an objection, who is mailed what was objected', async () => {
    const item = await sent('Broens plan');
    const unsaid = await answer(emil, item, { blocking: true });
    expect([unsaid.status, unsaid.body.code]).toEqual([409, 'objection-explained']);
    expect((await answer(emil, item, { comment: 'Tallene er forkerte.', blocking: true })).status).toBe(200);
    expect(await stateOf(item)).toBe('draft');
    await world.app.relay.flush();
    const { subject, text } = await mailTo('sofie.brandt', 'Tallene er forkerte.');
    expect(subject).toMatch(/^Sendt tilbage til dig: .+ \(sag 23\/4711\)$/);
    expect(text).toContain('Emil Toftegaard har sendt dit punkt tilbage.');
    const page = await officer.get(`/punkter/${item}`).expect(200);
    expect(page.text).toContain('Indsigelse ved gennemgangen; punktet gik tilbage til sagsbehandleren');
    expect((await deadlinesOf(world.app, item)).filter(({ state }) => state === 'pending')).toEqual([]);
  });

  it('is not answered by others, nor seen by them', async () => {
    const item = await sent('Åens plan');
    expect((await answer(officer, item, {})).body.code).toBe('only-who-is-asked');
    expect((await answer(other, item, {})).body.code).toBe('only-who-is-asked');
    await other.get(`/punkter/${item}`).expect(404);
    await other
      .post(`/punkter/${item}/kommenter`)
      .type('form')
      .send({ ...(await read(item)), comment: '' })
      .expect(404);
  });

  it('is answered once by each', async () => {
    const item = await sent('Engens plan');
    expect((await answer(emil, item, { comment: 'Ja.' })).status).toBe(200);
    const again = await answer(emil, item, { comment: 'Nej!', blocking: true });
    expect([again.status, again.body.code]).toEqual([403, 'not-answered-before']);
    const { actions } = (await emil.get(`/api/v1/items/${item}`)).body;
    expect(actions).toContainEqual({ action: 'comment', allowed: false, rule: 'not-answered-before' });
    expect((await story(emil, item)).asked[0].answers).toMatchObject([{ text: 'Ja.' }]);
  });

  it('is not answered on another version than the one that stands', async () => {
    const item = await sent('Bakkens plan');
    const stale = await answer(emil, item, { version: 'a'.repeat(64) });
    expect([stale.status, stale.body.code]).toEqual([412, 'current-version']);
  });

  it('reminds those who have not answered, and takes their silence for consent at the end of the last day', async () => {
    const item = await sent('Mosens plan');
    const find = async () => {
      const rows = await world.app.collections.deliveries.find({ stream: item }).lean();
      return rows.flatMap(({ messages }) => messages.map(({ template, to }) => `${template} ${to}`));
    };
    // Whoever answers before the request is sent is not asked any more.
    await until(find, (all) => all.length === 2);
    await answer(bettina, item, {});
    clock.set(new Date('2023-11-22T07:00:00Z'));
    await sweepDeadlines(world.app);
    await world.app.relay.flush();
    const mails = await until(find, (all) => all.length === 3);
    expect(mails.toSorted()).toEqual([
      `review-request ${address('bettina.andersen')}`,
      `review-request ${address('emil.toftegaard')}`,
      `review-request ${address('emil.toftegaard')}`,
    ]);
    clock.set(new Date('2023-11-27T22:59:59Z'));
    // A week later everybody's session is over.
    officer = await world.signIn(address('sofie.brandt'));
    emil = await world.signIn(address('emil.toftegaard'));
    await sweepDeadlines(world.app);
    expect(await stateOf(item)).toBe('travelling.review');
    // Nobody has swept yet, and it is too late all the same.
    clock.set(new Date('2023-11-27T23:00:00Z'));
    const late = await answer(emil, item, { comment: 'Vent!' });
    expect([late.status, late.body.code]).toEqual([409, 'review-open']);
    expect((await emil.get(`/punkter/${item}`).expect(200)).text).not.toContain('name="comment"');
    await sweepDeadlines(world.app);
    expect(await stateOf(item)).toBe('travelling.organ.waiting');
    const { text } = await officer.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Fristen for gennemgang udløb; tavshed er samtykke');
    expect(text).toContain('Svarede ikke: Emil Toftegaard.');
    clock.set(START);
  });

  it('by an organ asks its members of the day, each of whom may answer, and waits for the day', async () => {
    const item = await sent('Personalets plan', { organ: 'organ-hu' });
    const mail = await mailTo('gitte.nymand', item);
    expect(mail.text).toContain('Du er spurgt som medlem af: Hovedudvalget');
    expect((await answer(member, item, { comment: 'Godt.' })).status).toBe(200);
    expect(await stateOf(item)).toBe('travelling.review');
    const { asked } = await story(member, item);
    expect(asked).toMatchObject([{ name: 'Hovedudvalget', answers: [{ by: 'Gitte Nymand', text: 'Godt.' }] }]);
    expect(asked[0].unanswered).not.toContain('Gitte Nymand');
    expect(asked[0].unanswered.length).toBeGreaterThan(1);
  });

  it('that is closed mails its case number and a link alone, and is read by those who are asked', async () => {
    const item = await sent('Hemmelighed', { people: ['person-emil-toftegaard'] }, 'closed');
    const { subject, text } = await mailTo('emil.toftegaard', item);
    expect(subject).toBe('Til gennemgang: sag 23/4711');
    expect(text).not.toContain('Hemmelighed');
    expect(text).not.toContain('Sofie');
    expect((await emil.get(`/punkter/${item}`).expect(200)).text).toContain('Hemmelighed');
    await answer(emil, item, { comment: 'Hemmelig indsigelse.', blocking: true });
    await world.app.relay.flush();
    const mail = await mailTo('sofie.brandt', item);
    expect(mail.text).toContain('Et lukket punkt er sendt tilbage til dig.');
    expect(mail.text).not.toMatch(/Hemmelig|Emil/);
  });

  it('may be taken off the route, which says what is given up', async () => {
    const item = await sent('Dalens plan');
    const { context } = (await officer.get(`/api/v1/items/${item}`)).body;
    const { status, body } = await officer.post(`/api/v1/items/${item}/route-impact`).send({
      steps: [
        { id: null, step: { kind: 'approval', office: 'office-oekonomichef' } },
        ...context.route.map(({ id, ...step }: { id: string }) => ({ id, step })),
      ],
    });
    expect(status).toBe(200);
    expect(body.refused).toBeNull();
  });
});
