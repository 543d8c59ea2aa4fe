/** A text full of signs that no Danish keyboard has, from draft to the protocol that everybody has answered for: nothing is refused, all is printed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingPrograms, rawText, readText, withFile } from '../tools/pdf-tools.ts';
import { adminForms, type Form } from './admin-forms.ts';
import { capturedMails } from './captured-mails.ts';
import { listInOrder } from './packets-of-meeting.ts';
import { address, type Browser, createWorld, sendOff, until, type World } from './world.ts';

const missing = await missingPrograms(['pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;

/** As written, and as printed where that is something else: a symbol of Word's fonts by what it means, an unknown one by its code point. */
const SIGNS: [written: string, printed?: string][] = [
  ['☐'],
  ['▪'],
  ['👍'],
  ['E\u2011post'],
  ['●'],
  ['✔'],
  ['⇒'],
  ['👍🏽'],
  ['👩🏽\u200D💻'],
  ['👨\u200D👩\u200D👧'],
  ['🇩🇰'],
  ['⚠\uFE0F'],
  ['\uF0B7', '•'],
  ['\uF0FC', '✓'],
  ['\uE123', '[U+E123]'],
  ['e\u0489'],
  ['مرحبا'],
  ['שלום'],
  ['漢字'],
  ['Șerban'],
  ['½'],
];
const ODD = SIGNS.map(([written]) => written).join(' ');
/** Each place says its own word, so that the paper can be searched place by place. */
const oddly = (place: string) => `${place} ${ODD} slut`;

let world: World;
const people: Record<'officer' | 'approver' | 'secretary' | 'member', Browser> = {} as never;
const NAME = oddly('Birthe');
const BIRTHE = address('birthe.lindhardt');
let item = '';
let meeting = '';

beforeAll(async () => {
  world = await createWorld();
  for (const [who, name] of Object.entries({
    officer: 'sofie.brandt',
    approver: 'bettina.andersen',
    secretary: 'jonas.mikkelsen',
    member: 'birthe.lindhardt',
  }))
    people[who as keyof typeof people] = await world.signIn(address(name));
});
afterAll(() => world.close());

const said = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const press = (path: string, fields: object = {}, browser = people.secretary) =>
  browser
    .post(`/moeder/${meeting}/${path}`)
    .type('form')
    .send(stringify(fields))
    .expect((answer) => expect(answer.status, `${path}: ${answer.text.slice(0, 400)}`).toBe(303));

/** A print waits its turn; a reader who comes while there is much else to do is asked to come again. */
async function bytesOf(browser: Browser, path: string): Promise<Buffer> {
  const asked = () =>
    browser
      .get(path)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
  const answer = await until(
    async () => asked(),
    ({ status }) => status !== 503,
  );
  expect(answer.status, path).toBe(200);
  return answer.body;
}

/** Without what steers the order and the look of what stands beside it: a reader copies letters. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/gu, '');

/** What each place lacks of the signs; `texts` are the same in several orders of reading, because one has right-to-left words as they are read. */
const lacking = (texts: readonly string[], places: readonly string[]): string[] =>
  places.flatMap((place) => {
    const after = texts.flatMap((text) => plain(text).split(plain(place)).slice(1));
    const inPlace = after.map((text) => text.split('slut')[0] ?? '');
    return SIGNS.flatMap(([written, printed = written]) =>
      inPlace.some((text) => [written, printed].some((sign) => text.includes(plain(sign))))
        ? []
        : `${place} ${written}`,
    );
  });

const onPage = async (browser: Browser, path: string, places: readonly string[]) => {
  const { text } = await browser.get(path).expect(200);
  expect(lacking([text], places), path).toEqual([]);
  return text;
};

async function onPaper(path: string, places: readonly string[], browser = people.secretary): Promise<void> {
  const pdf = await bytesOf(browser, path);
  if (process.env.PICTURES) {
    await mkdir(process.env.PICTURES, { recursive: true });
    await writeFile(join(process.env.PICTURES, `odd-${path.split('/').at(-1)}`), pdf);
  }
  const texts = await withFile(pdf, 'paper.pdf', async (file) => [await readText(file), await rawText(file)]);
  expect(lacking(texts, places), path).toEqual([]);
  // What looks like the code itself is printed for what no font has, and for nothing else.
  expect(new Set(texts.join().match(/\[U\+[0-9A-F]+\]/gu))).toEqual(new Set(['[U+E123]']));
}

describe('A text full of signs', () => {
  it('is somebody’s name, in the register and in the organ', async () => {
    const admin = await world.signIn(address('karin.storgaard'));
    const { send, formOn } = adminForms(() => ({ world, admin }));
    const path = '/drift/personer/person-birthe-lindhardt';
    const form: Form = { name: NAME, email: BIRTHE, roles: ['member'], active: 'yes', rev: (await formOn(path)).rev };
    await send(path, form).expect(303);
    const organs = world.app.connection.collection('organs');
    const { modifiedCount } = await organs.updateOne(
      { _id: 'organ-oek' as never },
      { $set: { 'members.$[her].printedName': NAME } },
      { arrayFilters: [{ 'her.person': 'person-birthe-lindhardt' }] },
    );
    expect(modifiedCount).toBe(1);
    await world.app.directory.refresh();
  });

  it('is written, sent off, mailed and approved', async () => {
    item = (await people.officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
    await sendOff(people.officer, item, {
      content: {
        type: 'decision',
        openness: 'open',
        title: oddly('Titel'),
        caseNumber: '23/9260',
        printedRoute: oddly('Gang'),
        sections: [{ heading: oddly('Afsnit'), body: said(oddly('Brødtekst')) }],
        recommendation: { lead: oddly('Indledning'), clauses: [oddly('Atpunkt')] },
        bilag: [
          {
            ...{ seq: 1, docId: null, openness: 'open', titlePublic: true, mainDocument: false },
            ...{ title: oddly('Bilagstitel'), docNo: null },
          },
        ],
      },
      plan: [
        { kind: 'approval', office: 'office-oekonomichef' },
        { kind: 'organ', organ: 'organ-oek', role: 'deciding' },
      ],
    });
    const [mail = ''] = await capturedMails(world, address('bettina.andersen'), 'Titel');
    expect(mail).toContain(oddly('Titel'));
    const link = /\/l\/link-[\w.-]+/.exec(mail)?.[0] ?? '';
    await onPage(people.approver, link, ['Titel', 'Afsnit', 'Brødtekst', 'Indledning', 'Atpunkt', 'Bilagstitel']);
    await people.approver.post(`${link}/godkend`).type('form').send({}).expect(303);
    await world.app.relay.flush();
  });

  it('is put on an agenda, which is sent', async () => {
    const plan = { organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00', place: oddly('Sted') };
    meeting = (await people.secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
    await listInOrder(people.secretary, meeting, [item]);
    await press('laas');
    await press('udsend');
  });

  withTools(`stands on the agenda on paper${because}`, async () => {
    await onPaper(`/moeder/${meeting}/dagsorden.pdf`, [
      ...['Sted', 'Birthe', 'Titel', 'Gang', 'Afsnit', 'Brødtekst', 'Indledning', 'Atpunkt', 'Bilagstitel'],
    ]);
    await onPaper(`/punkter/${item}/punkt.pdf`, ['Titel', 'Brødtekst', 'Atpunkt', 'Bilagstitel'], people.officer);
  });

  it('is the decision, with somebody who was away, and the protocol’s remarks on those who sign', async () => {
    await press('begynd');
    const decided = {
      text: said(oddly('Beslutning')),
      outcomes: [{ clause: 1, code: 'GODKENDT', effect: 'END' }],
      absences: [{ label: oddly('Gik').slice(0, 60), people: [oddly('Gæst')] }],
    };
    const event = (body: object, browser = people.secretary) =>
      browser
        .post(`/api/v1/meetings/${meeting}/events`)
        .send(body)
        .expect((answer) => expect(answer.status, answer.text).toBe(200));
    await event({ type: 'recordDecision', item, ...decided });
    await event({
      type: 'recordAttendance',
      attendance: { present: [NAME, 'Sanne Jernløv (F)'], absences: [{ label: 'Afbud:', people: [oddly('Syg')] }] },
      members: ['person-birthe-lindhardt', 'person-sanne-jernloev'],
    });
    await press('afslut');
    await press('til-underskrift');
    await world.app.relay.flush();
    const sign = await onPage(people.member, `/moeder/${meeting}/underskriv`, ['Beslutning']);
    const protocol = /name="protocol" value="([0-9a-f]{64})"/.exec(sign)?.[1] ?? '';
    await press('underskriv', { protocol, withReservation: 'ja', reservation: oddly('Forbeholdet') }, people.member);
    const note = { protocol, person: 'person-sanne-jernloev', reason: oddly('Nægtelsen') };
    await press('noter-naegtelse', note);
    const state = async () => (await people.secretary.get(`/api/v1/items/${item}`).expect(200)).body.state;
    expect(await until(state, (is) => is === 'completed')).toBe('completed');
  });

  withTools(`stands in the protocol that everybody has answered for${because}`, async () => {
    await onPaper(`/moeder/${meeting}/protokol.pdf`, [
      ...['Sted', 'Birthe', 'Titel', 'Brødtekst', 'Atpunkt', 'Bilagstitel'],
      ...['Beslutning', 'Gæst', 'Syg', 'Forbeholdet', 'Nægtelsen'],
    ]);
    for (const path of ['protokol', 'underskrifter'])
      await onPage(people.member, `/moeder/${meeting}/${path}`, ['Forbeholdet']);
  });

  withTools(`stands in the packet, as PDF and as a web page${because}`, async () => {
    const base = `/api/v1/meetings/${meeting}/packets`;
    const editions = async () => (await people.secretary.get(base).expect(200)).body.packets;
    const ofProtocol = await until(
      editions,
      (packets: { variant: string; edition: { edition: number } | null; underway: unknown }[]) =>
        packets.some(
          ({ variant, edition, underway }) => variant === 'members' && edition !== null && underway === null,
        ),
      800,
    );
    const { edition } = ofProtocol.find(({ variant }) => variant === 'members')?.edition ?? {};
    await onPaper(`${base}/all/members/${edition}/packet.pdf`, ['Titel', 'Brødtekst', 'Atpunkt', 'Bilagstitel']);
    await onPage(people.secretary, `${base}/all/members/${edition}/packet.html`, ['Titel', 'Brødtekst', 'Atpunkt']);
  });
});
