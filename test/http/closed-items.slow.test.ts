/** What is closed stays closed: every address that there is, asked by everybody who may not know. */
import { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hearingsOver } from './hearing-world.ts';
import { routesIn } from './routes-in.ts';
import { address, approvedItem, type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

/** Stands in everything about the closed item, and in the closed bilag of the open one. */
const SECRET = 'Hemmelighed';

let world: World;
let closed = '';
let open = '';
let meeting = '';
let hearing = '';

const bilag = (file: object) => ({
  seq: 1,
  docId: `${SECRET}-1`,
  openness: 'closed',
  title: `${SECRET} i bilaget`,
  titlePublic: false,
  docNo: null,
  mainDocument: false,
  file,
});

/** Brings a file to an item that is still a draft, and sends it off with the file as its closed bilag. */
async function withClosedBilag(officer: Browser, title: string, openness: 'open' | 'closed', words: string) {
  const { body: made } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const { body: file } = await officer
    .post(`/api/v1/items/${made.stream}/files`)
    .attach('file', Buffer.from(`${SECRET} i filen`), `${SECRET}.txt`)
    .expect(201);
  await sendOff(officer, made.stream, {
    content: decisionText(words, {
      title,
      openness,
      printedRoute: 'KB',
      recommendation: { lead: 'Det indstilles,', clauses: [openness === 'closed' ? `${SECRET}.` : 'at.'] },
      bilag: [bilag(file)],
    }),
    plan: [{ kind: 'organ', organ: 'organ-kb', role: 'deciding' }],
  });
  return made.stream as string;
}

beforeAll(async () => {
  world = await createWorld();
  const { officer, planned, waiting } = await hearingsOver(world);
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  closed = await withClosedBilag(officer, SECRET, 'closed', `${SECRET} i teksten.`);
  open = await withClosedBilag(officer, 'Åben sag', 'open', 'Åbent.');
  const planning = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  meeting = (await secretary.post('/api/v1/meetings').send(planning).expect(201)).body.stream;
  await world.app.relay.flush();
  for (const item of [closed, open])
    await secretary.post(`/api/v1/items/${item}/events`).send({ type: 'list', meeting }).expect(200);
  const agenda = async () => (await secretary.get(`/api/v1/meetings/${meeting}`)).body.context.items.length;
  await until(agenda, (count) => count === 2);
  hearing = await planned('general', await waiting('closed', SECRET));
  await approvedItem(world, officer, 'Noget andet', [{ organ: 'organ-kb', role: 'deciding' }]);
});
afterAll(() => world.close());

/** Every address for a method, with the ids of what is closed in the places of its parameters. */
function addresses(method: 'get' | 'post' | 'put'): string[] {
  const paths = routesIn(world)
    .filter((route) => route.method === method)
    .map(({ path }) => path);
  const ends = (path: string) => path.startsWith('/log-ud') || path.includes('/sessions');
  return [...new Set(paths.filter((path) => !ends(path)).flatMap(filled))];
}

function filled(path: string): string[] {
  const subjects = /moeder|meetings/.test(path) ? [meeting] : [closed, open];
  const ids = path.includes('hearings/') ? [hearing] : path.includes(':stream') ? [closed, hearing, meeting] : subjects;
  return ids.map((id) =>
    path
      .replaceAll(/:(id|stream)\b/g, id)
      .replaceAll(':meeting', meeting)
      .replaceAll(':hearing', hearing)
      .replaceAll(/:(seq|number|n|file|version)\b/g, '1')
      .replaceAll(/:\w+/g, 'x'),
  );
}

const WHO = {
  nobody: null,
  'another case officer': 'emil.toftegaard',
  'an approver of other items': 'bettina.andersen',
  'a member of another organ': 'marianne.fisker',
  'a member of the organ before the agenda is sent': 'winnie.oerum',
  'an administrator': 'karin.storgaard',
};

describe.each(Object.entries(WHO))('%s', (_, name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = name === null ? (world.agent() as Browser) : await world.signIn(address(name));
  });

  it('finds no word of it at any address', async () => {
    const all = addresses('get');
    expect(all.length).toBeGreaterThan(60);
    const leaking: string[] = [];
    for (const path of all) {
      const { status, text, body } = await browser.get(path).redirects(0);
      if (status >= 500) leaking.push(`${status} ${path}`);
      if (`${text ?? ''}${Buffer.isBuffer(body) ? body.toString('latin1') : ''}`.includes(SECRET)) leaking.push(path);
    }
    expect(leaking).toEqual([]);
  });

  it('is told no word of it by any form or operation, and changes nothing', async () => {
    const count = () =>
      world.app.collections.transitions.countDocuments({ stream: trusted({ $in: [closed, open, meeting, hearing] }) });
    const before = await count();
    const leaking: string[] = [];
    for (const method of ['post', 'put'] as const)
      for (const path of addresses(method))
        for (const type of path.startsWith('/api/') ? ['json'] : ['form']) {
          const { status, text } = await browser[method](path).type(type).send({ type: 'withdraw', reason: 'Fordi' });
          if (status >= 500) leaking.push(`${status} ${path}`);
          if (text.includes(SECRET)) leaking.push(path);
        }
    expect(leaking).toEqual([]);
    expect(await count()).toBe(before);
  });
});

it('the secret can be found by whoever may know it: the addresses are the right ones', async () => {
  const owner = await world.signIn(address('sofie.brandt'));
  for (const path of [
    `/punkter/${closed}`,
    `/api/v1/items/${closed}`,
    `/moeder/${meeting}`,
    `/punkter/${open}/bilag/1`,
  ])
    expect((await owner.get(path).expect(200)).text).toContain(SECRET);
});
