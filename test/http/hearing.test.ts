/** A hearing from the item's page to its conclusion, as the officer, the parties and strangers meet it over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveOrgan } from '#src/people/save-organ.ts';
import { capturedMails } from './captured-mails.ts';
import { day, fieldIn, hearingsOver } from './hearing-world.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld();
  at = await hearingsOver(world);
  officer = at.officer;
});
afterAll(() => world.close());

describe('a party that was invited', () => {
  it('reads behind its link, answers after a code, gets a numbered receipt, and the officer concludes with what it said', async () => {
    const item = await at.waiting();
    const { hearing, link, email } = await at.open('general', { item });
    const visit = await world.agent().get(link).expect(200);
    expect(visit.text).toContain('Rammen skal fungere som redskab.');
    const { browser, fields } = await at.atTheForm({ link, email });
    const sent = await browser
      .post(`${link}/svar`)
      .type('form')
      .send({ ...fields, text: 'Vi støtter rammen.' })
      .expect(303);
    const receipt = await browser.get(sent.headers.location ?? '').expect(200);
    expect(receipt.text).toContain('Kvittering nr. 1');
    expect(receipt.text).toContain('Vi støtter rammen.');
    const [mail] = await capturedMails(world, email, 'Kvittering nr.: 1');
    expect(mail).toContain('Vi støtter rammen.');
    const manage = await officer.get(`/hoeringer/${hearing}`).expect(200);
    expect(manage.text).toContain('1 af 1 har svaret');
    await at.sweepAt('2024-03-01T00:00:00Z');
    const early = await at.act(hearing, { type: 'conclude', note: 'Ældrerådet støtter rammen.' });
    expect(early.status).toBe(200);
    const { body } = await until(
      () => officer.get(`/api/v1/items/${item}`),
      ({ body: { state } }) => state === 'travelling.organ.waiting',
    );
    expect(body.state).toBe('travelling.organ.waiting');
  });

  it('sends the same form twice and has answered once; a new text is a new answer, and both are kept', async () => {
    const visit = await at.open();
    const { browser, fields } = await at.atTheForm(visit);
    const send = (text: string) =>
      browser
        .post(`${visit.link}/svar`)
        .type('form')
        .send({ ...fields, text })
        .expect(303);
    const [one, two] = await Promise.all([send('Første svar.'), send('Første svar.')]);
    expect(one.headers.location).toBe(two.headers.location);
    await send('Andet svar.');
    expect((await at.contextOf(visit.hearing)).answers).toBe(2);
  });

  it('has to say something, or that it has no remarks', async () => {
    const visit = await at.open();
    const { browser, fields } = await at.atTheForm(visit);
    const empty = await browser
      .post(`${visit.link}/svar`)
      .type('form')
      .send({ ...fields, text: '  ' })
      .expect(400);
    expect(empty.text).toContain('Svaret er tomt.');
    await browser
      .post(`${visit.link}/svar`)
      .type('form')
      .send({ ...fields, noRemarks: 'ja' })
      .expect(303);
    expect((await at.contextOf(visit.hearing)).parties[0]).toMatchObject({ state: 'noRemarks' });
  });

  it('may say that it will not answer, and answer all the same', async () => {
    const visit = await at.open();
    const { browser, fields } = await at.atTheForm(visit);
    await browser.post(`${visit.link}/afslaa`).expect(303);
    expect((await at.contextOf(visit.hearing)).parties[0]).toMatchObject({ state: 'declined' });
    await browser
      .post(`${visit.link}/svar`)
      .type('form')
      .send({ ...fields, text: 'Alligevel.' })
      .expect(303);
    expect((await at.contextOf(visit.hearing)).parties[0]).toMatchObject({ state: 'answered' });
  });

  it('cannot answer without its code, with a wrong one, or through another party\u2019s link', async () => {
    const [mine, other] = [await at.open(), await at.open()];
    const stranger = world.agent();
    await stranger.post(`${mine.link}/svar`).type('form').send({ name: 'X', text: 'Hej' }).expect(403);
    const visit = await stranger.post(`${mine.link}/kode`).type('form').send({}).expect(200);
    const asked = /name="request" value="([^"]+)"/.exec(visit.text)?.[1] ?? '';
    const code = await world.codeFor(mine.email, new Date(0));
    const wrong = code === '111111' ? '222222' : '111111';
    await stranger.post(`${mine.link}/ind`).type('form').send({ request: asked, code: wrong }).expect(409);
    await stranger.post(`${other.link}/ind`).type('form').send({ request: asked, code }).expect(409);
    const known = await at.atTheForm(mine);
    await known.browser
      .post(`${other.link}/svar`)
      .type('form')
      .send({ ...known.fields, text: 'Hej' })
      .expect(403);
    await stranger.get(`${mine.link.slice(0, -1)}${mine.link.endsWith('A') ? 'B' : 'A'}`).expect(404);
    expect((await at.contextOf(mine.hearing)).answers).toBe(0);
  });

  it('is not said to have opened its link by a scanner’s HEAD and GET, only by its code', async () => {
    const visit = await at.open();
    const scanner = world.agent();
    await scanner.head(visit.link).expect(200);
    await scanner.get(visit.link).expect(200);
    await scanner.get(`/api/v1/hearing-links/${visit.link.split('/').at(-1)}`).expect(200);
    const page = async () => (await officer.get(`/hoeringer/${visit.hearing}`).expect(200)).text;
    expect(await page()).not.toMatch(/ · Åbnet /);
    await at.atTheForm(visit);
    expect(await page()).toMatch(/ · Åbnet /);
  });

  it('sees nothing of a closed item before its code', async () => {
    const { link, email } = await at.open('general', { item: await at.waiting('closed') });
    const visit = await world.agent().get(link).expect(200);
    expect(visit.text).not.toMatch(/Rammen|Strategisk/);
    const { text } = await at.atTheForm({ link, email });
    expect(text).toContain('Rammen skal fungere som redskab.');
  });

  it('that answers after the hearing has ended gets every word back, and nothing is stored', async () => {
    const visit = await at.open();
    const { browser, fields } = await at.atTheForm(visit);
    await at.act(visit.hearing, { type: 'cancel', reason: 'Sagen er trukket.' }).expect(200);
    const refused = await browser
      .post(`${visit.link}/svar`)
      .type('form')
      .send({ ...fields, text: 'Min lange tekst.' })
      .expect(409);
    expect(refused.text).toContain('Min lange tekst.');
    expect((await at.contextOf(visit.hearing)).answers).toBe(0);
  });
});

describe('the window', () => {
  it('below the legal minimum is refused with the rule and the first day that would do', async () => {
    const hearing = await at.planned('local-plan');
    const { body } = await at.act(hearing, { type: 'schedule', opensOn: day(0), closesOn: day(20) }).expect(409);
    expect(body).toMatchObject({
      code: 'window-not-below-minimum',
      earliestClosing: '2023-12-18',
      hearing: 'Lokalplan',
    });
    const page = await officer
      .post(`/hoeringer/${hearing}/frist`)
      .type('form')
      .send({ opensOn: day(0), closesOn: day(20) })
      .expect(409);
    expect(page.text).toContain('mindst 4 uger (planloven § 24, stk. 5)');
    expect(page.text).toMatch(/Tidligste slutdato er mandag den 18\. december 2023/);
    expect((await at.contextOf(hearing)).window).toBeNull();
  });

  it('that ends on a day off is warned of on the page, and set when it was meant', async () => {
    const hearing = await at.planned('public');
    const window = { opensOn: '2023-12-01', closesOn: '2023-12-24' };
    const warned = await officer.post(`/hoeringer/${hearing}/frist`).type('form').send(window).expect(400);
    expect(warned.text).toContain('juleaftensdag');
    await officer
      .post(`/hoeringer/${hearing}/frist`)
      .type('form')
      .send({ ...window, understood: fieldIn(warned.text, 'understood') })
      .expect(303);
    expect((await at.contextOf(hearing)).window?.closesAt).toBe('2023-12-24T23:00:00.000Z');
  });

  it('in which a council of the municipality has no meeting is warned of', async () => {
    const elders = { id: 'organ-elders', rev: null, abbreviation: 'ÆR', name: 'Ældrerådet', kind: 'advisory' };
    const rules = { role: 'recommending', signing: 'nobody', members: [] };
    await saveOrgan(world.app, { ...elders, ...rules }, null);
    const secretary = await world.signIn(address('jonas.mikkelsen'));
    const meets = (date: string) =>
      secretary.post('/api/v1/meetings').send({ organ: elders.id, date, startsAt: '10:00' }).expect(201);
    await meets('2024-02-06');
    const hearing = await at.planned('general');
    await at.act(hearing, { type: 'invite', parties: [{ name: 'ældrerådet', email: 'e@raad.example' }] }).expect(200);
    const window = { opensOn: '2024-01-02', closesOn: '2024-02-05' };
    const asked = () => officer.post(`/hoeringer/${hearing}/frist`).type('form').send(window);
    await until(
      () => world.app.collections.meetings.countDocuments({ organ: elders.id }),
      (count) => count === 1,
    );
    const warned = await asked().expect(400);
    expect(warned.text).toContain('Ældrerådet har intet møde i perioden');
    expect((await at.contextOf(hearing)).window).toBeNull();
    await meets('2024-01-09');
    await until(
      () => world.app.collections.meetings.countDocuments({ organ: elders.id }),
      (count) => count === 2,
    );
    await asked().expect(303);
  });

  it('is said to be under way on the pages of its item only while it is, and its answers to be published only where they are', async () => {
    const item = await at.waiting('open', 'Skiltet om høringen');
    const badges = async () => {
      const pages = await Promise.all([
        officer.get('/punkter?q=Skiltet'),
        officer.get('/'),
        officer.get(`/punkter/${item}`),
      ]);
      return pages.map(
        ({ text }) => /class="state[^"]*"[^>]*>(I høring|Til høring|Høring lukket for svar)</.exec(text)?.[1],
      );
    };
    expect((await badges())[2]).toBe('Til høring');
    const visit = await at.open('general', { item });
    await until(badges, ([list]) => list === 'I høring');
    expect((await badges())[0]).toBe('I høring');
    expect((await badges())[2]).toBe('I høring');
    expect((await at.atTheForm(visit)).text).toContain('normalt offentliggjort');
    const closed = await at.open('general', { item: await at.waiting('closed') });
    const { text } = await at.atTheForm(closed);
    expect(text).not.toContain('normalt offentliggjort');
    expect(text).toContain('Svar bliver ikke offentliggjort.');
  });

  it('that is not planned yet is not called open on the page of its item', async () => {
    const item = await at.waiting();
    expect((await officer.get(`/punkter/${item}`).expect(200)).text).toContain('Høringen er ikke planlagt endnu.');
  });

  it('that was extended is told to the parties and keeps the old end', async () => {
    const { hearing } = await at.open();
    await at.act(hearing, { type: 'extend', closesOn: day(60), reason: 'For kort.' }).expect(409);
    await at.act(hearing, { type: 'extend', closesOn: day(80), reason: 'Bilag kom sent.' }).expect(200);
    expect((await at.contextOf(hearing)).formerClosings).toHaveLength(1);
    const { text } = await officer.get(`/hoeringer/${hearing}`).expect(200);
    expect(text).toContain('Bilag kom sent.');
    const { item } = await at.contextOf(hearing);
    const timeline = (
      await until(
        () => officer.get(`/punkter/${item}`),
        (page) => page.text.includes('Se høringen'),
      )
    ).text;
    expect(timeline).toContain('Høringsfrist forlænget');
    expect(timeline).toContain('Bilag kom sent.');
  });

  it('is one for each step: a second plan finds the first', async () => {
    const item = await at.waiting();
    await at.planned('general', item);
    const { body } = await officer.post('/api/v1/hearings').send({ item, hearingType: 'public' }).expect(409);
    expect(body.code).toBe('hearing-not-planned');
  });
});

describe('a hearing that is open to all', () => {
  it('is listed and answered by anybody; one for invited parties is not there for strangers', async () => {
    const { hearing } = await at.open('public');
    const invited = await at.open('general');
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
    expect((await at.contextOf(hearing)).answers).toBe(1);
  });
});
