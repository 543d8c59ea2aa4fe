/** Mailed links: scanners that follow them and run their scripts change nothing; a person's press changes exactly one thing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PEOPLE } from '#src/dev/demo/people-data.ts';
import { saveOffice } from '#src/people/save-office.ts';
import { address, type Browser, createWorld, decisionText, sendOff, type World } from '../http/world.ts';
import { approvalLink, DESK, FLAWLESS, look, openBrowser, PHONE } from './support.ts';

let world: World;
let officer: Browser;
const APPROVER = 'Bettina Andersen';

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
});
afterAll(() => world?.close());

const SECRET = 'Ordlyden af punktet';

/** An item that waits for the head of finance, and the link that she was mailed. */
async function mailedItem(
  title: string,
  openness: 'open' | 'closed' = 'open',
  offices = ['office-oekonomichef'],
): Promise<{ item: string; path: string }> {
  const { body: made } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const item: string = made.stream;
  await sendOff(officer, item, {
    content: decisionText(SECRET, {
      title,
      openness,
      printedRoute: 'ØK',
      recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
      bilag: [
        {
          seq: 1,
          docId: '777',
          openness: 'closed',
          title: 'Navn i titlen',
          titlePublic: false,
          docNo: null,
          mainDocument: false,
        },
      ],
    }),
    plan: [
      ...offices.map((office) => ({ kind: 'approval', office })),
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ],
  });
  const link = await approvalLink(world, APPROVER, item);
  return { item, path: new URL(link).pathname };
}

/** Everything that a reading must not change. */
async function whatIsStored(path: string) {
  const { collections, connection } = world.app;
  const link = /link-[0-9a-f]{40}/.exec(path)?.[0];
  return {
    transitions: await collections.transitions.countDocuments(),
    link: await connection.collection('links').findOne({ _id: link as never }),
    sessions: await connection.collection('sessions').countDocuments(),
  };
}

const eventsOf = async (item: string) =>
  (await world.app.collections.transitions.find({ stream: item }).sort({ seq: 1 }).lean()).map(
    ({ event }) => event.type,
  );

/** Opens the link as the recipient does who is not signed in. */
async function signInBehind(page: Page, path: string): Promise<void> {
  const email = DEMO_PEOPLE.find(({ name }) => name === APPROVER)?.email ?? '';
  const before = new Date();
  await page.goto(`${world.origin}${path}`);
  await page.getByRole('button', { name: 'Send mig en kode' }).click();
  await page.getByLabel('Kode', { exact: true }).fill(await world.codeFor(email, before));
  await page.getByRole('button', { name: 'Log ind' }).click();
}

describe('a scanner', () => {
  it('that asks with HEAD or GET, or runs the page in a browser without pressing anything, changes nothing', async () => {
    const { path } = await mailedItem('Åbent punkt');
    const before = await whatIsStored(path);
    await world.agent().head(path).expect(200);
    const page = await world.agent().get(path).expect(200);
    expect(page.headers['cache-control']).toContain('no-store');
    expect(page.text).toContain('Lukket bilag');
    expect(page.text).not.toMatch(/Navn i titlen|(?<![\w-])777(?![\w-])/);
    const scanner = await openBrowser();
    await scanner.page.goto(`${world.origin}${path}`, { waitUntil: 'networkidle' });
    expect(await scanner.page.getByText(SECRET).count()).toBe(1);
    expect(await look(scanner.page, 'link-anonymous-1280')).toEqual(FLAWLESS);
    await scanner.close();
    expect(await whatIsStored(path)).toEqual(before);
  });

  it('learns of a closed item only that there is a case', async () => {
    const { path } = await mailedItem('Hemmelig titel', 'closed');
    const { text } = await world.agent().get(path).expect(200);
    expect(text).toContain('23/9260');
    expect(text).not.toContain('Hemmelig titel');
    expect(text).not.toContain(SECRET);
  });

  it('that presses every button without being signed in is asked to sign in, and nothing is stored', async () => {
    const { path, item } = await mailedItem('Presset punkt');
    await world.agent().post(`${path}/godkend`).type('form').send({}).expect(401);
    await world.agent().post(`${path}/returner`).type('form').send({ reason: 'Nej tak' }).expect(401);
    expect(await eventsOf(item)).toEqual(['create', 'submit']);
  });
});

describe('the recipient', () => {
  it('approves once however often she presses, and sees what was recorded', async () => {
    const { path, item } = await mailedItem('Dobbelt tryk');
    const approver = await world.approver();
    const before = await whatIsStored(path);
    const shown = await approver.get(path).expect(200);
    expect(shown.text).toContain('Godkend version 1');
    expect(shown.text).toContain('Navn i titlen');
    expect((await whatIsStored(path)).link).toEqual(before.link);
    const answers = await Promise.all([1, 2, 3].map(() => approver.post(`${path}/godkend`).type('form').send({})));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await eventsOf(item)).toEqual(['create', 'submit', 'approve']);
    const after = await approver.get(path).expect(200);
    expect(after.text).toContain('Der er taget stilling');
    expect(after.text).toContain('Godkendt som Økonomichef');
    expect(after.text).not.toContain('Godkend version 1</button>');
    const other = await approver.post(`${path}/returner`).type('form').send({ reason: 'Fortrudt' }).expect(409);
    expect(other.text).toContain('Der er allerede taget stilling med dette link.');
    expect(await eventsOf(item)).toEqual(['create', 'submit', 'approve']);
  });

  it('returns only with a reason', async () => {
    const { path, item } = await mailedItem('Returneres');
    const approver = await world.approver();
    await approver.post(`${path}/returner`).type('form').send({ reason: ' ' }).expect(400);
    expect(await eventsOf(item)).toEqual(['create', 'submit']);
    await approver.post(`${path}/returner`).type('form').send({ reason: 'Økonomien mangler.' }).expect(303);
    expect((await approver.get(path).expect(200)).text).toContain('Økonomien mangler.');
  });

  it('is told what has changed since the mail, and is led to the text as it is now', async () => {
    const { path, item } = await mailedItem('Gammel titel');
    const { body } = await officer.get(`/api/v1/items/${item}`).expect(200);
    const content = { ...body.content, title: 'Ny titel' };
    await officer
      .post(`/api/v1/items/${item}/events`)
      .send({ type: 'amend', version: body.context.version.hash, weight: 'substantive', content })
      .expect(200);
    const approver = await world.approver();
    const { text } = await approver.get(path).expect(410);
    expect(text).toContain('Punktet er ændret, siden linket blev sendt');
    expect(text).toMatch(/<del>.*Gammel.*<\/del>/);
    expect(text).toContain(`href="/punkter/${item}"`);
    const pressed = await approver.post(`${path}/godkend`).type('form').send({}).expect(412);
    expect(pressed.text).toContain('Punktet er ændret');
    expect(await eventsOf(item)).toEqual(['create', 'submit', 'amend']);
  });

  it.each([DESK, PHONE])(
    'has a flawless page at $width pixels, where nothing is approved by a stray touch',
    async (size) => {
      const { path, item } = await mailedItem('På telefonen');
      const phone = await openBrowser(size);
      const { page } = phone;
      await signInBehind(page, path);
      await page.getByRole('heading', { name: 'Tag stilling som Økonomichef' }).waitFor();
      expect(await look(page, `link-${size.width}`)).toEqual(FLAWLESS);
      const bar = page.locator('.decide-bar a');
      if (size === PHONE) {
        // The bar at the bottom only leads to the place that says what is approved.
        await bar.click();
        expect(await eventsOf(item)).toEqual(['create', 'submit']);
        const box = await page.getByRole('button', { name: 'Godkend version 1' }).boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(48);
      } else expect(await bar.isVisible()).toBe(false);
      expect(await page.locator('.confirm-line').innerText()).toContain(
        'Du godkender version 1 af På telefonen med denne indstilling:',
      );
      await page.getByRole('button', { name: 'Godkend version 1' }).click();
      await page.getByText('Der er taget stilling').waitFor();
      expect(await look(page, `link-acted-${size.width}`)).toEqual(FLAWLESS);
      expect(await eventsOf(item)).toEqual(['create', 'submit', 'approve']);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    },
  );
});

describe('whoever holds two steps in a row', () => {
  it.each([DESK, PHONE])('is told so on a page of $width pixels, and approves both with one press', async (size) => {
    const { directory, connection, clock, ids } = world.app;
    const office = (await directory.refresh()).offices.get('office-kommunaldirektoer');
    if (office === undefined) throw new Error('the demo has no such office');
    const holders = [{ person: 'person-bettina-andersen', from: '2022-01-01', to: null, kind: 'holder' }];
    await saveOffice({ connection, directory, clock, ids }, { ...office, holders }, null);
    const { path, item } = await mailedItem('Begge trin', 'open', ['office-oekonomichef', office.id]);
    const { page, ...phone } = await openBrowser(size);
    await signInBehind(page, path);
    await page.getByRole('heading', { name: 'Tag stilling som Økonomichef' }).waitFor();
    expect(await page.locator('.confirm-line').innerText()).toContain(
      'Du godkender både som Økonomichef og som Kommunaldirektør.',
    );
    expect(await look(page, `link-two-steps-${size.width}`)).toEqual(FLAWLESS);
    await page.getByRole('button', { name: 'Godkend version 1' }).click();
    await page.getByText('Godkendt som Økonomichef og som Kommunaldirektør').waitFor();
    expect(await look(page, `link-two-steps-acted-${size.width}`)).toEqual(FLAWLESS);
    expect(await eventsOf(item)).toEqual(['create', 'submit', 'approve']);
    const head = await world.app.readHead(item);
    expect(head?.to).toBe('travelling.organ.waiting');
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });
});

describe('anybody else', () => {
  it('with a forged, shortened or foreign link gets one plain page', async () => {
    const { path } = await mailedItem('Forfalsket');
    const forged = path.replace(/.$/, path.endsWith('A') ? 'B' : 'A');
    const answers = await Promise.all(
      [forged, path.slice(0, -5), '/l/x', `/l/link-${'0'.repeat(40)}.${'A'.repeat(43)}`].map((one) =>
        world.agent().get(one),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('who is signed in but was not mailed it may not act through it', async () => {
    const { path, item } = await mailedItem('Ikke til dig');
    const other = await world.signIn(address('emil.toftegaard'));
    const { text } = await other.post(`${path}/godkend`).type('form').send({}).expect(403);
    expect(text).toContain('Linket er sendt til Bettina Andersen, og du er logget ind som Emil Toftegaard.');
    expect(await eventsOf(item)).toEqual(['create', 'submit']);
  });
});
