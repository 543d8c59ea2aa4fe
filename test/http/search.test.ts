/** Searching the items: what is found, how, by whom; what somebody may not see is found by no word and counted in no number. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildSearch } from '#src/search/rebuild-search.ts';
import { pdf } from '../files/make.ts';
import { address, type Browser, createWorld, decisionText, sendOff, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;
let other: Browser;
let admin: Browser;

const recommendation = { lead: 'Det indstilles,', clauses: ['at sagen godkendes.'] };
const DIRECT = [{ kind: 'organ', organ: 'organ-kb', role: 'deciding' }];
const bilag = (more: object) => ({
  seq: 1,
  docId: null,
  openness: 'open',
  title: 'Kort',
  titlePublic: true,
  docNo: null,
  mainDocument: false,
  ...more,
});

/** An item of the officer's that has been sent off. */
async function sent(title: string, words: string, more: object = {}): Promise<string> {
  const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const content = decisionText(words, { title, printedRoute: 'KB', recommendation, ...more });
  await sendOff(officer, body.stream, { content, plan: DIRECT });
  return body.stream;
}

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  other = await world.signIn(address('emil.toftegaard'));
  admin = await world.signIn(address('karin.storgaard'));
  await sent('Lokalplan for Ørum Å', 'Der skal bygges en ny skole ved åen i Århus.', { caseNumber: '23/9260' });
  await sent('Skolernes kapacitet', 'En stor og ny hal; den gamle skole består. Café på Møllevej.', {
    caseNumber: '23/9261',
  });
  await sent('Grundsalg', 'Arealet afstås til Zyxwvut A/S.', {
    openness: 'closed',
    caseNumber: '24/77',
    recommendation: { lead: 'Det indstilles,', clauses: ['at Kvadrilje godkendes.'] },
  });
  await sent('Havnens bilag', 'Se bilaget.', {
    caseNumber: '25/1',
    bilag: [
      bilag({ openness: 'closed', title: 'Havnens bud fra Qwertyfirma' }),
      bilag({ seq: 2, title: 'Strandengens flora' }),
    ],
  });
  await world.app.relay.flush();
});
afterAll(() => world.close());

const found = async (who: Browser, q: string, more = ''): Promise<string[]> =>
  (await who.get(`/api/v1/items?q=${encodeURIComponent(q)}${more}`).expect(200)).body.items
    .map(({ title }: { title: string }) => title)
    .toSorted();
const count = async (who: Browser, q: string) =>
  (await who.get(`/api/v1/items?q=${encodeURIComponent(q)}`).expect(200)).body.count;

describe('a search', () => {
  it.each([
    ['title', 'lokalplan', ['Lokalplan for Ørum Å']],
    ['text', 'møllevej', ['Skolernes kapacitet']],
    ['the recommendation', 'kvadrilje', ['Grundsalg']],
    ['records number', '23/9260', ['Lokalplan for Ørum Å']],
    ['the beginning of a records number', '23/92', ['Lokalplan for Ørum Å', 'Skolernes kapacitet']],
    ['the beginning of a word', 'skol', ['Lokalplan for Ørum Å', 'Skolernes kapacitet']],
    ['all words, wherever they stand', 'ny skole', ['Lokalplan for Ørum Å', 'Skolernes kapacitet']],
    ['a phrase', '"ny skole"', ['Lokalplan for Ørum Å']],
    ['a whole word in quotation marks', '"skol"', []],
    ['å typed as aa', 'aarhus', ['Lokalplan for Ørum Å']],
    ['aa typed as å', 'Ørum århus', ['Lokalplan for Ørum Å']],
    ['ø typed as oe', 'oerum', ['Lokalplan for Ørum Å']],
    ['accents left out', 'cafe', ['Skolernes kapacitet']],
    ['the title of an attachment', 'strandeng', ['Havnens bilag']],
    ['the officer by name', 'brandt zyx', ['Grundsalg']],
    ['a word that stands nowhere', 'findesikke', []],
    ['no word at all', '?! -', []],
  ])('finds %s', async (_, q, titles) => expect(await found(officer, q)).toEqual(titles));

  it('finds what was written a moment ago: a draft by its new words, and no longer by its old', async () => {
    const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    await world.app.relay.flush();
    const draft = (title: string) => ({
      content: decisionText('Udkastet.', { title, recommendation, printedRoute: 'KB' }),
      plan: DIRECT,
    });
    await officer
      .put(`/api/v1/items/${body.stream}/draft`)
      .send({ rev: 1, draft: draft('Havregryn') })
      .expect(200);
    expect(await found(officer, 'havregryn')).toEqual(['Havregryn']);
    await officer
      .put(`/api/v1/items/${body.stream}/draft`)
      .send({ rev: 2, draft: draft('Rugbrød') })
      .expect(200);
    expect(await found(officer, 'havregryn')).toEqual([]);
    expect(await found(officer, 'rugbroed')).toEqual(['Rugbrød']);
    expect(await found(secretary, 'rugbrød')).toEqual(['Rugbrød']);
    for (const who of [other, admin]) expect(await found(who, 'rugbrød')).toEqual([]);
  });

  it('marks what it found, on the page and for programs, in the reader’s own spelling', async () => {
    const page = (await officer.get('/punkter?q=aarhus').expect(200)).text;
    expect(page).toContain('åen i <mark>Århus</mark>.');
    expect(page).toContain('1 punkt<');
    const title = (await officer.get('/punkter?q=lokalplan').expect(200)).text;
    expect(title).toContain('<mark>Lokalplan</mark> for Ørum Å');
    const { items } = (await officer.get('/api/v1/items?q=23/9260').expect(200)).body;
    expect(items[0].hits.caseNumber).toEqual([{ text: '23/9260', hit: true }]);
  });

  it('keeps what one may not see out of results, counts and excerpts', async () => {
    for (const q of ['zyxwvut', 'kvadrilje', 'grundsalg', '24/77']) {
      expect(await found(secretary, q)).toEqual(['Grundsalg']);
      for (const who of [other, admin]) {
        expect(await found(who, q)).toEqual([]);
        expect(await count(who, q)).toEqual({ found: 0, more: false });
      }
    }
    // An administrator reads the open item, and not its closed attachment.
    expect(await found(admin, 'havnens')).toEqual(['Havnens bilag']);
    expect(await found(admin, 'strandengens')).toEqual(['Havnens bilag']);
    for (const q of ['qwertyfirma', 'havnens qwerty']) {
      expect(await found(secretary, q)).toEqual(['Havnens bilag']);
      expect(await found(admin, q)).toEqual([]);
    }
    expect(await count(admin, 'bilag')).toEqual({ found: 1, more: false });
    const hits = async (who: Browser) => (await who.get('/api/v1/items?q=havnens').expect(200)).body.items[0].hits;
    expect((await hits(secretary)).bilag).toBe('Havnens bud fra Qwertyfirma');
    expect(await hits(admin)).toMatchObject({ text: null, bilag: null });
  });

  it('does not show what has been closed since its words were read', async () => {
    const { searchRows } = world.app.collections;
    const row = await searchRows.findOne({ text: / grundsalg / }).lean();
    const readers = row?.readers ?? [];
    await searchRows.updateOne({ _id: row?._id }, { $set: { readers: [...readers, 'role:admin'] } });
    expect(await found(admin, 'grundsalg')).toEqual([]);
    await searchRows.updateOne({ _id: row?._id }, { $set: { readers } });
    expect(await found(secretary, 'grundsalg')).toEqual(['Grundsalg']);
  });

  describe.each([
    ['alone', '', ['Grundsalg', 'Havnens bilag', 'Lokalplan for Ørum Å', 'Skolernes kapacitet']],
    ['together with words', '&q=skole', ['Lokalplan for Ørum Å', 'Skolernes kapacitet']],
  ])('is filtered %s', (_mode, words, all) => {
    const listed = async (filter: string) => (await officer.get(`/api/v1/items?${filter}${words}`).expect(200)).body;

    it.each([
      ['by its first day', 'from=<day>', 'from=2030-01-01'],
      ['by its last day', 'to=<day>', 'to=2001-01-01'],
      ['by state', 'sort=newest', 'phase=signature'],
      ['by organ', 'organ=organ-kb', 'organ=organ-oek'],
      ['by the organ that has it', 'holder=organ:organ-kb', 'holder=organ:organ-oek'],
      ['by the office that has it', 'sort=newest', 'holder=office:office-oekonomichef'],
      ['by officer', 'owner=<owner>', 'owner=person-nobody'],
    ])('%s', async (_filter, fits, fitsNot) => {
      const [{ at, owner }] = (await listed('phase=organ')).items;
      const filter = fits.replace('<day>', at.split('T')[0]).replace('<owner>', owner);
      const list = await listed(`phase=organ&${filter}`);
      expect(list.items.map(({ title }: { title: string }) => title).toSorted()).toEqual(all);
      expect(list.count).toEqual({ found: all.length, more: false });
      expect(await listed(fitsNot)).toMatchObject({ items: [], count: { found: 0, more: false } });
    });
  });

  it('passes over a filter that an address has wrong, and refuses it to a program', async () => {
    await officer.get('/api/v1/items?from=imorgen').expect(400);
    await officer.get('/punkter?from=imorgen&holder=%24ne').expect(200);
  });
});

describe('the words of all items', () => {
  it('are made again from the items where they were lost', async () => {
    const { searchRows, searchWords } = world.app.collections;
    await Promise.all([searchRows.deleteMany({}), searchWords.deleteMany({})]);
    expect(await found(officer, 'lokalplan')).toEqual([]);
    await rebuildSearch(world.app);
    expect(await found(officer, 'lokalplan')).toEqual(['Lokalplan for Ørum Å']);
    expect(await found(secretary, 'havnens qwerty')).toEqual(['Havnens bilag']);
    expect(await found(admin, 'havnens qwerty')).toEqual([]);
  });
});

describe('the pages of a list', () => {
  it.each([
    ['newest', '', 60],
    ['by title', '&sort=title', 60],
    ['searched', '&q=bladre', 60],
    ['searched, by title', '&q=bladre&sort=title', 60],
  ])('go on and back, %s, and show every item once', async (_, query, total) => {
    if ((await count(officer, 'bladre')).found < total) {
      for (let n = 0; n < total; n++) {
        const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
        const draft = {
          content: decisionText('Til at bladre i.', { title: `Bladre ${n}`, recommendation, printedRoute: 'KB' }),
          plan: [],
        };
        await officer.put(`/api/v1/items/${body.stream}/draft`).send({ rev: 1, draft }).expect(200);
      }
      await world.app.relay.flush();
    }
    const page = async (cursor: string | null) =>
      (await officer.get(`/api/v1/items?phase=draft${query}${cursor ? `&cursor=${cursor}` : ''}`).expect(200)).body;
    const ids = ({ items }: { items: { item: string }[] }) => items.map(({ item }) => item);
    const first = await page(null);
    expect(first.previous).toBeNull();
    const second = await page(first.next);
    const third = await page(second.next);
    expect(third.next).toBeNull();
    const all = [...ids(first), ...ids(second), ...ids(third)];
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(first.count.found);
    expect(second.count).toEqual(first.count);
    expect(ids(await page(third.previous))).toEqual(ids(second));
    const back = await page(second.previous);
    expect(ids(back)).toEqual(ids(first));
    expect(back.previous).toBeNull();
    expect(ids(await page(back.next))).toEqual(ids(second));
  });
});

describe('the text of attachments', () => {
  it('finds what the file of an attachment says, once it has been read, for those who may open it', async () => {
    const { body: made } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const bring = async (words: string, name: string) =>
      (await officer.post(`/api/v1/items/${made.stream}/files`).attach('file', pdf(words), name).expect(201)).body;
    const [open, closed] = [
      await bring('Vandmiljoeet ved fjorden', 'aaben.pdf'),
      await bring('Tilbudssummen', 'lukket.pdf'),
    ];
    const rows = [
      bilag({ title: 'Notat', file: open }),
      bilag({ seq: 2, title: 'Tilbud', openness: 'closed', file: closed }),
    ];
    const content = decisionText('Se bilag.', { title: 'Fjorden', printedRoute: 'KB', recommendation, bilag: rows });
    await sendOff(officer, made.stream, { content, plan: DIRECT });
    await world.app.relay.flush();
    await expect.poll(() => found(officer, 'vandmiljøet'), { timeout: 60_000 }).toEqual(['Fjorden']);
    await expect.poll(() => found(officer, 'tilbudssummen'), { timeout: 60_000 }).toEqual(['Fjorden']);
    expect(await found(admin, 'vandmiljø fjord')).toEqual(['Fjorden']);
    expect(await found(admin, 'tilbudssummen')).toEqual([]);
    const { items } = (await officer.get('/api/v1/items?q=vandmilj%C3%B8').expect(200)).body;
    expect(items[0].hits).toMatchObject({ bilag: 'Notat' });
    expect(items[0].hits.text).toContainEqual({ text: 'Vandmiljoeet', hit: true });
  });
});
