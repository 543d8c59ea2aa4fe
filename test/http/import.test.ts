import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let secretary: Browser;
let officer: Browser;

beforeAll(async () => {
  world = await createWorld();
  secretary = await world.signIn(address('jonas.mikkelsen'));
  officer = await world.signIn(address('sofie.brandt'));
});
afterAll(() => world.close());

const seed = (name: string) => readFileSync(new URL(`../fixtures/seeds/${name}.txt`, import.meta.url));
const upload = (browser: Browser, bytes: Buffer, name = 'dagsorden.txt') =>
  browser.post('/indlaes').attach('file', bytes, name);
const countItems = () => world.app.collections.transitions.countDocuments({ 'event.type': 'create' });

/** What a browser sends back: the hidden text as it stands on the page. */
const wholeIn = (html: string): string => {
  const [, escaped = ''] = /<textarea name="text" hidden[^>]*>\n([\s\S]*?)<\/textarea>/.exec(html) ?? [];
  const entities: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    '#x3D': '=',
    '#x60': '`',
  };
  return escaped.replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
};

describe('reading in a published agenda', () => {
  it('holds up nobody’s page, however long the text', async () => {
    const long = Buffer.concat([seed('000'), Buffer.from('\n1. Et punkt'.repeat(25_000))]);
    const answered: string[] = [];
    await Promise.all([
      upload(officer, long).then(() => answered.push('the text')),
      // A moment later: the text has arrived by then.
      setTimeout(200)
        .then(() => secretary.get('/indlaes'))
        .then(() => answered.push('the page')),
    ]);
    expect(answered).toEqual(['the page', 'the text']);
  });

  it('of too many texts of one person at once the rest is refused, with a word when to try again', async () => {
    const long = Buffer.concat([seed('000'), Buffer.from('\n1. Et punkt'.repeat(10_000))]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(officer, long)));
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]?.headers['retry-after']).toBe('10');
    expect(refused[0]?.text).toContain('Prøv igen om lidt');
    await upload(secretary, seed('000')).expect(200);
  });

  it('shows what was understood before anything is stored', async () => {
    const before = await countItems();
    const { text } = await upload(secretary, seed('000')).expect(200);
    expect(text).toContain('Opret udkast');
    expect(text).toContain('Sagsgang');
    expect(await countItems()).toBe(before);
  });

  it('makes a draft of every item, and plans the meeting, once however often one presses', async () => {
    const before = await countItems();
    const { text } = await upload(secretary, seed('000')).expect(200);
    const count = (text.match(/<p><strong>/g) ?? []).length;
    const organ = /<option value="([^"]+)" selected>/.exec(text)?.[1];
    const date = /name="date" value="([^"]+)"/.exec(text)?.[1];
    expect(organ).toBe('organ-dir');
    const form = { requestId: 'read-in-once', text: wholeIn(text), withMeeting: 'ja', organ, date, startsAt: '09:00' };
    const press = () => secretary.post('/indlaes/opret').type('form').send(form).expect(200);
    const made = await press();
    await press();
    expect((await countItems()) - before).toBe(count);
    const meeting = /href="(\/moeder\/[^"]+)"/.exec(made.text)?.[1] ?? '';
    expect((await secretary.get(meeting).expect(200)).text).toContain('Direktionen');
    const [, first = ''] = /href="(\/punkter\/[^"]+\/rediger)"/.exec(made.text) ?? [];
    await secretary.get(first).expect(200);
  });

  it('keeps decisions as text, so that nothing is lost', async () => {
    const { text } = await upload(officer, seed('004')).expect(200);
    const made = await officer
      .post('/indlaes/opret')
      .type('form')
      .send({ text: wholeIn(text) })
      .expect(200);
    const [, item = ''] = /href="\/punkter\/([^"]+)\/rediger"/.exec(made.text) ?? [];
    const { body } = await officer.get(`/api/v1/items/${item}`).expect(200);
    const headings = body.draft.content.sections.map(({ heading }: { heading: string }) => heading);
    expect(headings.filter((heading: string) => heading.startsWith('Beslutning i '))).toHaveLength(3);
    expect(body.draft.plan.map(({ organ }: { organ: string }) => organ)).toContain('organ-kb');
  });

  it('takes a text that is pasted', async () => {
    const { text } = await officer.post('/indlaes').field('text', seed('002').toString()).expect(200);
    expect(text).toContain('Opret udkast');
  });

  it('does over the API what the page does', async () => {
    const { body } = await officer
      .post('/api/v1/imports')
      .send({ text: seed('001').toString() })
      .expect(201);
    expect(body).toMatchObject({ meeting: null, items: [expect.stringMatching(/^item-/)] });
  });
});

describe('what is no agenda', () => {
  const novel = Buffer.from('Det var en mørk og stormfuld nat. Regnen faldt i stride strømme.\n'.repeat(400));
  const NO_AGENDA: [string, Buffer, number, string][] = [
    ['zero bytes', Buffer.alloc(0), 400, 'Filen er tom.'],
    ['a novel', novel, 400, 'Teksten ligner ikke en dagsorden'],
    [
      'a PDF',
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0, 1, 2, 255, 254, 0])]),
      400,
      'Filen er ikke tekst.',
    ],
    ['100 MB', Buffer.alloc(100 * 1024 * 1024, 'a'), 413, 'Filen er for stor.'],
  ];
  it.each(NO_AGENDA)('%s gets a named rule, and nothing is stored', async (_, bytes, status, sentence) => {
    const before = await countItems();
    const { text } = await upload(officer, bytes).expect(status);
    expect(text).toContain(sentence);
    expect(text).toContain('Intet er gemt.');
    expect(await countItems()).toBe(before);
  });

  it('keeps what was pasted', async () => {
    const { text } = await officer.post('/indlaes').field('text', 'Bare en hilsen.').expect(400);
    expect(text).toContain('Bare en hilsen.');
  });

  it('a meeting is planned by the secretariat alone, and then no draft is made either', async () => {
    const before = await countItems();
    const meeting = { organ: 'organ-dir', date: '2023-12-05', startsAt: '09:00', endsAt: null, place: null };
    await officer
      .post('/api/v1/imports')
      .send({ text: seed('000').toString(), meeting })
      .expect(403);
    expect(await countItems()).toBe(before);
  });

  it('members and admins have no use for it', async () => {
    const admin = await world.signIn(address('karin.storgaard'));
    await admin.get('/indlaes').expect(403);
  });
});

describe('an item that does not say whether it is open', () => {
  const text = `Økonomiudvalget\n\nDAGSORDEN\n\nDato: 7. juni 2023\n\n1. Valg\n\nÅben sag\n\nSagsfremstilling\n\nTekst.\n\n2. Meddelelser\n\nSagsfremstilling\n\nTekst.\n\n3. Køb af jord\n\nLukket punkt - § 10\n\nSagsfremstilling\n\nTekst.\n`;
  const opennessOf = async (html: string) => {
    const items = [...html.matchAll(/href="\/punkter\/([^"]+)\/rediger"/g)].map(([, item]) => item);
    const read = await Promise.all(items.map((item) => officer.get(`/api/v1/items/${item}`).expect(200)));
    return read.map(({ body }) => body.draft.content.openness);
  };

  it('is shown so, and becomes a closed draft', async () => {
    const { text: html } = await officer.post('/indlaes').field('text', text).expect(200);
    expect(html).toContain('Om 1 punkt står det ikke sikkert i teksten, om det er åbent.');
    expect([...html.matchAll(/name="opened\[\]" value="(\d+)"/g)].map(([, place]) => place)).toEqual(['1']);
    const made = await officer.post('/indlaes/opret').type('form').send({ text }).expect(200);
    expect(await opennessOf(made.text)).toEqual(['open', 'closed', 'closed']);
  });

  it('is open when a person has said so, and no other can be opened here', async () => {
    const made = await officer.post('/indlaes/opret').type('form').send({ text, 'opened[]': '1' }).expect(200);
    expect(await opennessOf(made.text)).toEqual(['open', 'open', 'closed']);
    const before = await countItems();
    const { body } = await officer
      .post('/api/v1/imports')
      .send({ text, opened: [2] })
      .expect(400);
    expect(body.code).toBe('bad-input');
    expect(await countItems()).toBe(before);
  });
});

describe('bilag of which the text does not say whether they are open', () => {
  const text =
    '1. Skoler\n\nÅben sag\n\nResume\n\nTekst.\n\nBilag:\n\n• Kort (123/23)\n• Notat (Åbent bilag)\n• Tilbud (Lukket bilag)\n\n2. Veje\n\nÅben sag\n\nResume\n\nTekst.\n';
  const bilagOf = async (sent: object) => {
    const { text: html } = await officer
      .post('/indlaes/opret')
      .type('form')
      .send({ text, ...sent })
      .expect(200);
    const [item] = [...html.matchAll(/\/punkter\/(item-[^/"]+)/g)].map(([, id]) => id);
    const { body } = await officer.get(`/api/v1/items/${item}`).expect(200);
    return body.draft.content.bilag.map((row: { openness: string; titlePublic: boolean }) => [
      row.openness,
      row.titlePublic,
    ]);
  };

  it('are asked about in the preview, and closed in the draft until a person has said otherwise', async () => {
    const { text: html } = await officer.post('/indlaes').field('text', text).expect(200);
    expect(html).toContain('Det bilag, hvor det ikke står, er åbent');
    expect([...html.matchAll(/name="openedBilag\[\]" value="(\d+)"/g)].map(([, place]) => place)).toEqual(['0']);
    expect(await bilagOf({})).toEqual([
      ['closed', false],
      ['open', true],
      ['closed', true],
    ]);
  });

  it('are open when a person has said so, and those of no other item', async () => {
    expect((await bilagOf({ 'openedBilag[]': '0' }))[0]).toEqual(['open', true]);
    await officer
      .post('/api/v1/imports')
      .send({ text, openedBilag: [1] })
      .expect(400);
  });
});
