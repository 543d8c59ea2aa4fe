/** Who opens a bilag: the same item asked for by everybody, open and closed, before and after it was sent to the members. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalLink } from '../browser/support.ts';
import { address, type Browser, createWorld, until, type World } from '../http/world.ts';
import { pdf, png } from './make.ts';

let world: World;
let item = '';
let link = '';
const people: Record<string, Browser> = {};
const PEOPLE = {
  'the officer': 'sofie.brandt',
  'the approver': 'bettina.andersen',
  'the secretariat': 'jonas.mikkelsen',
  'an admin': 'karin.storgaard',
  'another officer': 'emil.toftegaard',
  'a member': 'anders.kjaergaard',
} as const;
type Who = keyof typeof PEOPLE | 'the link alone' | 'nobody';

const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Sagen kort fortalt.' }] };

beforeAll(async () => {
  world = await createWorld();
  for (const [who, name] of Object.entries(PEOPLE)) people[who] = await world.signIn(address(name));
  const officer = people['the officer'] as Browser;
  item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
  const bilag = [];
  for (const [n, [bytes, name, openness]] of (
    [
      [pdf('Plan'), 'plan.pdf', 'open'],
      [png(), 'lejemål.png', 'closed'],
    ] as const
  ).entries()) {
    const { body: file } = await officer.post(`/punkter/${item}/filer`).attach('file', bytes, name).accept('json');
    bilag.push({
      seq: n + 1,
      docId: null,
      openness,
      title: name,
      titlePublic: false,
      docNo: null,
      mainDocument: false,
      file,
    });
  }
  const content = {
    title: 'Udmøntningsplan',
    type: 'decision',
    openness: 'open',
    caseNumber: '23/9260',
    printedRoute: 'ØK',
    sections: [{ heading: 'Sagsfremstilling', body: { type: 'doc', content: [paragraph] } }],
    recommendation: { lead: 'Kommunaldirektøren indstiller,', clauses: ['planen godkendes.'] },
    bilag,
  };
  const plan = [
    { kind: 'approval', office: 'office-oekonomichef' },
    { kind: 'organ', organ: 'organ-oek', role: 'deciding' },
  ];
  await officer.put(`/api/v1/items/${item}/draft`).send({ rev: 1, draft: { content, plan } }).expect(200);
});
afterAll(() => world.close());

/** What each gets of the open and the closed bilag. */
async function statuses(who: Who): Promise<[number, number]> {
  const browser = people[who] ?? world.agent();
  const base = who === 'the link alone' ? `${link}/bilag` : `/punkter/${item}/bilag`;
  const ask = async (seq: number) => {
    const { status } = await browser.get(`${base}/${seq}`).accept('json');
    // The page that shows a file is for those who may have the file.
    if (who !== 'the link alone') await browser.get(`${base}/${seq}/vis`).accept('json').expect(status);
    return status;
  };
  return [await ask(1), await ask(2)];
}

describe('a bilag of a draft', () => {
  it.each<[Who, number, number]>([
    ['the officer', 200, 200],
    ['the secretariat', 200, 200],
    ['the approver', 404, 404],
    ['an admin', 404, 404],
    ['another officer', 404, 404],
    ['a member', 404, 404],
    ['nobody', 401, 401],
  ])('%s: open %i, closed %i', async (who, open, closed) => {
    expect(await statuses(who)).toEqual([open, closed]);
  });
});

describe('a bilag of an open item on its way', () => {
  beforeAll(async () => {
    const officer = people['the officer'] as Browser;
    await officer.post(`/api/v1/items/${item}/events`).send({ type: 'submit', rev: 2 }).expect(200);
    link = new URL(await approvalLink(world, 'Bettina Andersen', item)).pathname;
  });

  it.each<[Who, number, number]>([
    ['the officer', 200, 200],
    ['the secretariat', 200, 200],
    ['the approver', 200, 200],
    ['an admin', 200, 404],
    ['another officer', 404, 404],
    ['a member', 404, 404],
    ['nobody', 401, 401],
    ['the link alone', 200, 404],
  ])('%s: open %i, closed %i', async (who, open, closed) => {
    expect(await statuses(who)).toEqual([open, closed]);
  });

  it('opens behind the link for its recipient, closed ones included, and for nobody else', async () => {
    const ask = async (who: Who) => (await (people[who] as Browser).get(`${link}/bilag/2`).accept('json')).status;
    expect([await ask('the approver'), await ask('another officer'), await ask('an admin')]).toEqual([200, 404, 404]);
  });

  it('is a link only where it opens, and a closed title is not told with the link alone', async () => {
    const page = await (people['the approver'] as Browser).get(`/punkter/${item}`).expect(200);
    expect(page.text).toContain(`href="/punkter/${item}/bilag/2"`);
    const alone = await world.agent().get(link).expect(200);
    expect(alone.text).toContain(`href="${link}/bilag/1"`);
    expect(alone.text).not.toMatch(/lejemål|bilag\/2/);
    const admin = await (people['an admin'] as Browser).get(`/punkter/${item}`).expect(200);
    expect(admin.text).not.toMatch(/lejemål|bilag\/2/);
  });

  it('is opened in the version that is read, by those inside', async () => {
    const ask = async (who: Who, version: number) =>
      (await (people[who] as Browser).get(`/punkter/${item}/bilag/1?version=${version}`).accept('json')).status;
    expect([await ask('the approver', 1), await ask('the approver', 7), await ask('a member', 1)]).toEqual([
      200, 404, 404,
    ]);
  });
});

describe('a bilag that was sent to the members', () => {
  beforeAll(async () => {
    const approver = people['the approver'] as Browser;
    const secretary = people['the secretariat'] as Browser;
    await approver.post(`${link}/godkend`).type('form').send({}).expect(303);
    await world.app.relay.flush();
    const planned = await secretary
      .post('/moeder')
      .type('form')
      .send({ organ: 'organ-oek', date: '2023-12-05', startsAt: '13:00' })
      .expect(303);
    const meeting = /^\/moeder\/([^?]+)/.exec(planned.headers.location ?? '')?.[1] ?? '';
    for (const [path, fields] of [
      ['saet-paa', { item }],
      ['laas', {}],
      // What stands for a picture here is none that can be printed.
      ['udsend', { lateReason: '', acceptMissing: 'yes' }],
    ] as const) {
      await secretary.post(`/moeder/${meeting}/${path}`).type('form').send(fields).expect(303);
    }
    const state = async () => (await secretary.get(`/api/v1/items/${item}`).expect(200)).body.state as string;
    expect(await until(state, (now) => now === 'travelling.organ.dispatched')).toBe('travelling.organ.dispatched');
  });

  it.each<[Who, number, number]>([
    ['a member', 200, 200],
    ['the approver', 200, 200],
    ['an admin', 200, 404],
    ['another officer', 404, 404],
    ['the link alone', 200, 404],
  ])('%s: open %i, closed %i', async (who, open, closed) => {
    expect(await statuses(who)).toEqual([open, closed]);
  });
});
