/** Answers to hearings over HTTP: in time and late, looked through, too long, forged, after the end, and without an account. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealForm } from '#src/http/pages/hearing/party-access.ts';
import { answerLimits } from '#src/http/pages/hearing/public-access.ts';
import { day, fieldIn, hearingsOver } from './hearing-world.ts';
import { address, createWorld, until, type World } from './world.ts';

let world: World;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld();
  at = await hearingsOver(world);
});
afterAll(() => world.close());

const lateAnswers = async (hearing: string) => (await at.contextOf(hearing)).lateAnswers;
/** A hearing whose deadline was midnight; its grace lasts through the world's day. */
const inGrace = () => at.open('general', { from: -20, to: -1, graceMinutes: 1_440 });

describe('an answer', () => {
  it('is shown once more before it is sent; reading it through stores nothing, and going back keeps every word', async () => {
    const visit = await at.open();
    const { send } = await at.atTheForm(visit);
    const text = 'Første linje.\n\n<b>Anden</b> "linje" & mere';
    const preview = await send({ step: 'preview', text, role: 'Formand' }).expect(200);
    expect(preview.text).toContain('Læs svaret igennem');
    expect(preview.text).toContain('&lt;b&gt;Anden&lt;/b&gt;');
    const edit = await send({ step: 'edit', text, role: 'Formand' }).expect(200);
    expect(edit.text).toContain('Første linje.\n\n&lt;b&gt;Anden&lt;/b&gt; &quot;linje&quot; &amp; mere</textarea>');
    expect((await at.contextOf(visit.hearing)).answers).toBe(0);
    await send({ step: 'send', text, role: 'Formand' }).expect(303);
    const { body } = await at.officer.get(`/api/v1/hearings/${visit.hearing}`).expect(200);
    expect(body.answers[0].document).toMatchObject({ text, role: 'Formand', email: visit.email });
  });

  it('without a name, with a wrong address, or far too long is told so by name and comes back whole', async () => {
    const { hearing } = await at.open('public');
    const send = (fields: object) => world.agent().post(`/hoering/${hearing}/svar`).type('form').send(fields);
    const long = `${'x'.repeat(100_001)}slut`;
    const rows = [
      [{ name: '', text: 'Min tekst' }, 400, 'Der mangler et navn.', 'Min tekst'],
      [{ name: 'En borger', email: 'ikke en adresse', text: 'Min tekst' }, 400, 'Mailadressen', 'Min tekst'],
      [{ name: 'En borger', text: long }, 413, 'Svaret er for langt.', 'xslut</textarea>'],
      [{ name: 'En borger', text: 'Min tekst', website: 'http://x.example' }, 400, 'skjult felt', 'Min tekst'],
    ] as const;
    for (const [fields, status, says, keeps] of rows) {
      const { text } = await send(fields).expect(status);
      expect(text).toContain(says);
      expect(text).toContain(keeps);
    }
    expect((await at.contextOf(hearing)).answers).toBe(0);
  });

  it('after the deadline is kept, marked late, and told to its sender, the secretariat and the officer', async () => {
    const visit = await at.open('general', { from: -20, to: -1, graceMinutes: 0 });
    const { browser, send, text } = await at.atTheForm(visit);
    expect(text).toContain('Fristen er udløbet');
    const sent = await send({ text: 'For sent.' }).expect(303);
    const receipt = await browser.get(sent.headers.location ?? '').expect(200);
    expect(receipt.text).toContain('Svaret er modtaget efter fristen');
    expect(await lateAnswers(visit.hearing)).toBe(1);
    expect((await at.officer.get(`/hoeringer/${visit.hearing}`)).text).toContain('Kom for sent');
    await world.app.relay.flush();
    const secretary = await world.signIn(address('jonas.mikkelsen'));
    expect((await secretary.get('/').expect(200)).text).toContain('1 svar kom for sent');
    const deliveries = () =>
      world.app.collections.deliveries.find({ stream: visit.hearing, state: 'done' }).sort({ seq: 1 }).lean();
    const done = await until(deliveries, (rows) => rows.filter(({ messages }) => messages.length > 0).length >= 3);
    const templates = done.flatMap(({ messages }) => messages.map(({ template }) => template));
    expect(templates).toEqual(expect.arrayContaining(['hearing-late', 'hearing-late-notice']));
  });

  it('in the grace counts only with a form that the server itself showed before the deadline, to this party', async () => {
    const [mine, other] = [await inGrace(), await inGrace()];
    const { send } = await at.atTheForm(mine);
    const early = new Date('2023-11-19T20:00:00Z');
    await send({ text: 'Åbnet i tide.', formId: 'form-id-1', opened: sealForm(world.app, mine.party, early) }).expect(
      303,
    );
    expect(await lateAnswers(mine.hearing)).toBe(0);
    const sealed = sealForm(world.app, mine.party, new Date());
    const [, mac] = sealed.split('.');
    const forged = `${Buffer.from(`${mine.party} ${early.toISOString()}`).toString('base64url')}.${mac}`;
    for (const [n, opened] of [forged, sealForm(world.app, other.party, early), '', sealed].entries()) {
      await send({ text: `Forsøg ${n}`, opened }).expect(303);
    }
    expect(await lateAnswers(mine.hearing)).toBe(4);
  });

  it('that meets a concluded hearing is handed back with the reason; so is one that was being looked through', async () => {
    const visit = await inGrace();
    const { send } = await at.atTheForm(visit);
    await at.sweepAt('2023-12-01T00:00:00Z');
    await at.act(visit.hearing, { type: 'conclude', note: 'Ingen svar.' }).expect(200);
    for (const step of ['send', 'preview']) {
      const { text } = await send({ text: 'Min lange tekst.', step });
      expect(text).toContain('Høringen er afsluttet');
      expect(text).toMatch(/data-handed-back>\s*Min lange tekst\.<\/textarea>/);
    }
    expect((await at.contextOf(visit.hearing)).answers).toBe(0);
    expect((await world.agent().get(visit.link).expect(200)).text).toContain('Høringen er afsluttet');
  });
});

describe('the mailed code', () => {
  it('is dead after five wrong tries, the right one included', async () => {
    const visit = await at.open();
    const stranger = world.agent();
    const { text } = await stranger.post(`${visit.link}/kode`).type('form').send({}).expect(200);
    const request = fieldIn(text, 'request');
    const code = await world.codeFor(visit.email, new Date(0));
    const enter = (typed: string) => stranger.post(`${visit.link}/ind`).type('form').send({ request, code: typed });
    const wrong = code === '111111' ? '222222' : '111111';
    for (let tries = 0; tries < 5; tries++) expect((await enter(wrong)).status).toBeGreaterThanOrEqual(400);
    expect((await enter(code)).status).toBeGreaterThanOrEqual(400);
    await stranger.post(`${visit.link}/svar`).type('form').send({ name: 'X', text: 'Hej' }).expect(403);
    expect((await at.contextOf(visit.hearing)).answers).toBe(0);
  });

  it('makes a session that no script reads, for this party alone', async () => {
    const visit = await at.open();
    const browser = world.agent();
    const { text } = await browser.post(`${visit.link}/kode`).type('form').send({}).expect(200);
    const code = await world.codeFor(visit.email, new Date(0));
    const { headers } = await browser
      .post(`${visit.link}/ind`)
      .type('form')
      .send({ request: fieldIn(text, 'request'), code });
    const cookies = headers['set-cookie'] as unknown as string[];
    expect(cookies.find((each) => each.startsWith('hoering-'))).toMatch(/Path=\/; .*HttpOnly; SameSite=Lax/);
    await browser.get('/hoeringer').expect(303);
  });
});

describe('whoever runs the hearing', () => {
  it('sees who opened the link and whose invitation came back, and finds both among the tasks', async () => {
    const visit = await at.open();
    // What follows every link in a mail is not the party.
    await world.agent().get(visit.link).expect(200);
    expect((await at.officer.get(`/hoeringer/${visit.hearing}`)).text).not.toContain('Åbnet 20. november 2023');
    await at.atTheForm(visit);
    await at.act(visit.hearing, { type: 'invite', parties: [{ name: 'Væk', email: 'findes-ikke@example.org' }] });
    await world.app.relay.flush();
    const { text } = await until(
      () => at.officer.get(`/hoeringer/${visit.hearing}`),
      (page) => page.text.includes('Ikke leveret'),
    );
    expect(text).toContain('Åbnet 20. november 2023');
    expect(text).toContain('1 invitation kunne ikke leveres');
    expect((await at.officer.get('/').expect(200)).text).toContain('1 part kunne ikke nås');
  });

  it('is warned of an extension to a day off as well, and not of what was meant', async () => {
    const { hearing } = await at.open('general', { to: 20 });
    const longer = { closesOn: '2023-12-24', reason: 'Et bilag kom sent.' };
    const warned = await at.officer.post(`/hoeringer/${hearing}/forlaeng`).type('form').send(longer).expect(400);
    expect(warned.text).toContain('juleaftensdag');
    expect(warned.text).toContain('Et bilag kom sent.</textarea>');
    await at.officer
      .post(`/hoeringer/${hearing}/forlaeng`)
      .type('form')
      .send({ ...longer, understood: fieldIn(warned.text, 'understood') })
      .expect(303);
    expect((await at.contextOf(hearing)).window?.closesAt).toBe('2023-12-24T23:00:00.000Z');
  });

  it('sets a window anew before it opens, warning and all', async () => {
    const hearing = await at.planned('general');
    await at.act(hearing, { type: 'invite', parties: [{ name: 'Ældrerådet', email: 'r@example.org' }] }).expect(200);
    await at.act(hearing, { type: 'schedule', opensOn: day(7), closesOn: day(40) }).expect(200);
    const window = { opensOn: day(8), closesOn: '2023-12-24' };
    const post = (more: object) =>
      at.officer
        .post(`/hoeringer/${hearing}/frist`)
        .type('form')
        .send({ ...window, ...more });
    expect((await post({}).expect(400)).text).toContain('juleaftensdag');
    await post({ closesOn: '2023-12-25', understood: `${day(8)}/2023-12-24` }).expect(400);
    await post({ understood: `${day(8)}/2023-12-24` }).expect(303);
  });

  it('cannot open a closed item to everybody, and the page says why with the choice kept', async () => {
    const item = await at.waiting('closed');
    const { text } = await at.officer
      .post(`/punkter/${item}/hoering`)
      .type('form')
      .send({ hearingType: 'general', openTo: 'everyone' })
      .expect(409);
    expect(text).toContain('Høringen kan ikke være åben for alle');
    expect(text).toMatch(/value="everyone" selected/);
  });

  it('alone runs it: a member, another officer and a stranger do not', async () => {
    const { hearing } = await at.open();
    const other = await world.signIn(address('emil.toftegaard'));
    const extend = { type: 'extend', closesOn: day(80), reason: 'Mere tid.' };
    const { body } = await other.post(`/api/v1/hearings/${hearing}/events`).send(extend).expect(403);
    expect(body.code).toBe('only-owner-or-secretariat');
    await other.get(`/hoeringer/${hearing}`).expect(404);
    await world.agent().get(`/api/v1/hearings/${hearing}`).expect(401);
  });
});

describe('the public API', () => {
  it('shows what is open to all, takes an answer once per key, and hands out the receipt', async () => {
    const { hearing } = await at.open('public');
    const invited = await at.open('general');
    await world.app.relay.flush();
    const api = world.agent();
    const { body: list } = await api.get('/api/v1/public/hearings').expect(200);
    const ids = list.hearings.map(({ id }: { id: string }) => id);
    expect(ids).toContain(hearing);
    expect(ids).not.toContain(invited.hearing);
    const { body: one } = await api.get(`/api/v1/public/hearings/${hearing}`).expect(200);
    expect(one.content.title).toBe('Strategisk ramme');
    expect(JSON.stringify(one)).not.toMatch(/example|parties|Ældrerådet/);
    const send = (fields: object) =>
      api.post(`/api/v1/public/hearings/${hearing}/answers`).set('Idempotency-Key', 'answer-0001').send(fields);
    const first = await send({ name: 'En borger', text: 'Imod.' }).expect(201);
    expect(first.body).toMatchObject({ receipt: 1, late: false });
    expect((await send({ name: 'En borger', text: 'Imod.' }).expect(201)).body).toEqual(first.body);
    expect((await at.contextOf(hearing)).answers).toBe(1);
  });

  it('takes no more than thirty answers in a quarter of an hour from one place, where it is no demo', async () => {
    const { hearing } = await at.open('public');
    const count = answerLimits({ ...world.app, config: { ...world.app.config, DEMO: false } });
    for (let n = 0; n < 30; n++) await count(hearing, '192.0.2.7');
    await expect(count(hearing, '192.0.2.7')).rejects.toMatchObject({ code: 'answers-too-often', status: 429 });
    await count(hearing, '192.0.2.8');
  });

  it('refuses what is no answer, and knows nothing of hearings for invited parties', async () => {
    const { hearing } = await at.open('public');
    const invited = await at.open('general');
    const send = (id: string, body: unknown) =>
      world
        .agent()
        .post(`/api/v1/public/hearings/${id}/answers`)
        .send(body as object);
    await send(hearing, { name: 'X' }).expect(400);
    await send(hearing, { name: 'X', text: 'Hej', party: 'party-1' }).expect(400);
    await send(hearing, { name: { $gt: '' }, text: 'Hej' }).expect(400);
    await send(hearing, []).expect(400);
    await world
      .agent()
      .post(`/api/v1/public/hearings/${hearing}/answers`)
      .type('form')
      .send({ name: 'X', text: 'Hej' })
      .expect(415);
    await send(invited.hearing, { name: 'X', text: 'Hej' }).expect(404);
    await send('hearing-none', { name: 'X', text: 'Hej' }).expect(404);
    expect((await at.contextOf(hearing)).answers).toBe(0);
  });
});
