/** What an attacker does to somebody's codes, with the limits that the service has where it is used. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limitModel } from '#src/auth/models.ts';
import { countMails } from './captured-mails.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, createWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ DEMO: '0', TRUST_PROXY: '1' });
});
afterAll(() => world.close());
beforeEach(async () => {
  await limitModel(world.app.connection).deleteMany({});
  // Counting begins anew at each quarter of an hour: no test runs over one.
  const left = QUARTER - (Date.now() % QUARTER);
  if (left < 20_000) await wait(left);
});

const QUARTER = 15 * 60_000;
const VICTIM = address('bettina.andersen');
const browserAt = (ip: string) => world.agent().set('X-Forwarded-For', ip);
type Agent = ReturnType<typeof browserAt>;

const ask = (browser: Agent, email = VICTIM) => browser.post('/log-ind').type('form').send({ email });
const enter = (browser: Agent, request: string, code: string) =>
  browser.post('/log-ind/kode').type('form').send({ request, code });
const requestIn = (text: string) => /name="request" value="([^"]+)"/.exec(text)?.[1] ?? '';

/** Asks for a code and reads it in the mailbox. */
async function askAndRead(browser: Agent, email = VICTIM) {
  const before = new Date();
  const page = await ask(browser, email).expect(200);
  return { request: requestIn(page.text), code: await world.codeFor(email, before) };
}

/** Asks for the victim's codes until every network is refused, and waits for the mails. @returns how many were sent */
async function attackFrom(networks: number): Promise<number> {
  const before = await countMails(world, VICTIM);
  let sent = 0;
  for (let network = 1; network <= networks; network += 1) {
    for (let n = 0; n < 6; n += 1) {
      // An attacker keeps no cookies.
      const { status } = await ask(browserAt(`203.0.113.${network}`));
      if (status === 200) sent += 1;
    }
  }
  const come = await until(
    () => countMails(world, VICTIM),
    (count) => count === before + sent,
  );
  expect(come).toBe(before + sent);
  return sent;
}

describe('somebody who asks for codes for another', () => {
  it('is refused after five, and the person is not: the code from before and a new one both sign in', async () => {
    const here = browserAt('192.0.2.1');
    const mine = await askAndRead(here);
    expect(await attackFrom(1)).toBe(5);
    const there = browserAt('192.0.2.2');
    const another = await askAndRead(there);
    await enter(here, mine.request, mine.code).expect(303);
    await enter(there, another.request, another.code).expect(303);
  });

  it('from four networks has 20 codes sent and no more; the person brings theirs, and a browser from before gets new ones', async () => {
    const usual = browserAt('192.0.2.1');
    const first = await askAndRead(usual);
    await enter(usual, first.request, first.code).expect(303);
    await usual.post('/log-ud').expect(303);
    const fresh = browserAt('192.0.2.2');
    const mine = await askAndRead(fresh);
    expect(await attackFrom(5)).toBe(19);

    const refused = await ask(fresh).expect(429);
    expect(refused.text).toContain('Der er bedt om mange koder til adressen');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // The page has the field for the code that has come.
    expect(requestIn(refused.text)).toBe(mine.request);
    await enter(fresh, requestIn(refused.text), mine.code).expect(303);
    const again = await askAndRead(usual);
    await enter(usual, again.request, again.code).expect(303);
  });

  it('says the same of an address that nobody has', async () => {
    const texts = [];
    for (const email of [VICTIM, 'ingen@elsewhere.example']) {
      await limitModel(world.app.connection).deleteMany({});
      const browser = browserAt('192.0.2.9');
      for (let n = 0; n < 5; n += 1) await ask(browser, email).expect(200);
      const { text } = await ask(browser, email).expect(429);
      texts.push(text.replace(/name="request" value="[^"]+"/, '').replace(/om \d+ minut(ter)?/, ''));
    }
    expect(texts[1]).toBe(texts[0]);
  });

  it('is no trouble to a signer, whose codes are counted by themselves', async () => {
    const signer = browserAt('192.0.2.3');
    const { request, code } = await askAndRead(signer);
    await enter(signer, request, code).expect(303);
    const before = new Date();
    const asked = await signer.post('/api/v1/signature-codes').expect(202);
    const signing = { request: asked.body.request, code: await world.codeFor(VICTIM, before) };
    expect(await attackFrom(5)).toBe(20);
    await signer.post('/api/v1/signature-codes').expect(202);
    await signer.post('/api/v1/signature-codes/confirmations').send(signing).expect(200);
  });

  it('is no trouble to a party: neither the code from before nor a new one elsewhere is lost to five requests', async () => {
    const { open } = await hearingsOver(world);
    const { link, email } = await open();
    const askParty = (browser: Agent) => browser.post(`${link}/kode`).type('form').send({});
    const party = browserAt('192.0.2.5');
    const before = new Date();
    const request = requestIn((await askParty(party).expect(200)).text);
    const code = await world.codeFor(email, before);
    for (let n = 0; n < 5; n += 1) await askParty(browserAt('203.0.113.1')).expect(200);
    const refused = await askParty(browserAt('203.0.113.1')).expect(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await askParty(browserAt('192.0.2.6')).expect(200);
    await party.post(`${link}/ind`).type('form').send({ request, code }).expect(303);
  });

  it('is refused in a town hall as well, and a council of 31 that signs in there twice meanwhile is not', async () => {
    const hall = '192.0.2.31';
    for (let n = 0; n < 31; n += 1) await ask(browserAt(hall), `medlem${n}@norddjurs.example`).expect(200);
    for (let n = 0; n < 5; n += 1) await ask(browserAt(hall)).expect(200);
    await ask(browserAt(hall)).expect(429);
    for (let n = 0; n < 31; n += 1) await ask(browserAt(hall), `medlem${n}@norddjurs.example`).expect(200);
  });
});

describe('a browser', () => {
  it('that has signed in is known until the person signs out everywhere', async () => {
    const usual = browserAt('192.0.2.1');
    const first = await askAndRead(usual);
    await enter(usual, first.request, first.code).expect(303);
    await usual.post('/log-ud/alle').expect(303);
    expect(await attackFrom(5)).toBe(20);
    await ask(usual).expect(429);
  });

  it('that asks again takes any of its last three codes in the newest page', async () => {
    const browser = browserAt('192.0.2.4');
    const codes = [];
    for (let n = 0; n < 3; n += 1) codes.push(await askAndRead(browser));
    await enter(browser, codes[2]?.request ?? '', codes[0]?.code ?? '').expect(303);
  });
});
