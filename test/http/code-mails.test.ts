/** A mail with a code that the mail server does not take: it is tried again, and the page says that it is not on its way. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailProbeModel } from '#src/mail/mail-probe.ts';
import { type Catcher, startCatcher } from '../mail/smtp-servers.ts';
import { address, createWorld, until, type World } from './world.ts';

/** What the server answers to a recipient; undefined takes the mail. */
let refusal: number | undefined;
/** The recipients it refuses; undefined refuses all. */
let refused: string | undefined;
let catcher: Catcher;
let world: World;
beforeAll(async () => {
  catcher = await startCatcher({ answer: (to) => (refused === undefined || refused === to ? refusal : undefined) });
  world = await createWorld({ SMTP_URL: catcher.url });
});
afterAll(async () => {
  await world.close();
  await catcher.stop();
});
beforeEach(async () => {
  [refusal, refused] = [undefined, undefined];
  catcher.mails.length = 0;
  await mailProbeModel(world.app.connection).deleteMany({});
});

/** One of their own for each test: mails of one that are still tried come in the next. */
const [EMIL, KARIN, GITTE, IDA] = ['emil.toftegaard', 'karin.storgaard', 'gitte.nymand', 'ida.lund'].map(address) as [
  string,
  string,
  string,
  string,
];
const UNKNOWN = 'ingen@elsewhere.example';
const NOT_ON_ITS_WAY = '<div class="alert alert-warning alert--paragraph" data-state="delayed">';

type Agent = ReturnType<World['agent']>;
const ask = (browser: Agent, email: string) => browser.post('/log-ind').type('form').send({ email }).expect(200);
const requestIn = (text: string) => /name="request" value="([^"]+)"/.exec(text)?.[1] ?? '';
const stateOf = async (browser: Agent, request: string): Promise<string> =>
  (await browser.post('/api/v1/code-mails').send({ request }).expect(200)).body.mail;
const becomes = (browser: Agent, request: string, state: string) =>
  until(
    () => stateOf(browser, request),
    (found) => found === state,
    // The server is asked at most four times a minute, and the test before may have asked last.
    800,
  );
const codeTo = (email: string) =>
  /^\s*(\d{6})\s*$/m.exec(
    catcher.mails.findLast(({ recipients }) => recipients.includes(email))?.parsed.text ?? '',
  )?.[1];

/** A browser in which the person has signed in before. */
async function knownBrowser(email: string): Promise<Agent> {
  const browser = world.agent();
  const request = requestIn((await ask(browser, email)).text);
  const code = await until(
    async () => codeTo(email),
    (found) => found !== undefined,
  );
  await browser.post('/log-ind/kode').type('form').send({ request, code }).expect(303);
  return browser;
}

describe('a code that the mail server does not take', () => {
  it('is mailed when the server takes it a moment later', async () => {
    refusal = 451;
    const browser = world.agent();
    const request = requestIn((await ask(browser, EMIL)).text);
    expect(await becomes(browser, request, 'delayed')).toBe('delayed');
    expect(codeTo(EMIL)).toBeUndefined();
    refusal = undefined;
    const code = await until(
      async () => codeTo(EMIL),
      (found) => found !== undefined,
      800,
    );
    await browser.post('/log-ind/kode').type('form').send({ request, code }).expect(303);
  });

  it('is said not to be on its way, in the same words for an address that nobody has', async () => {
    refusal = 451;
    const texts = [];
    for (const email of [UNKNOWN, KARIN]) {
      const browser = world.agent();
      const first = await ask(browser, email);
      expect(await becomes(browser, requestIn(first.text), 'delayed')).toBe('delayed');
      const { text } = await ask(browser, email);
      expect(text).toContain(NOT_ON_ITS_WAY);
      texts.push(text.replace(/name="request" value="[^"]+"/, ''));
    }
    expect(texts[1]).toBe(texts[0]);
  });

  it('of one person alone shows nothing to a stranger, and all to a browser in which that person has signed in', async () => {
    const known = await knownBrowser(GITTE);
    [refusal, refused] = [550, GITTE];
    const stranger = world.agent();
    const theirs = requestIn((await ask(stranger, GITTE)).text);
    const own = requestIn((await ask(known, GITTE)).text);
    expect(await becomes(known, own, 'refused')).toBe('refused');
    expect(await stateOf(stranger, theirs)).toBe('underway');
    // A signer knows their own address as well.
    const signing = await known.post('/api/v1/signature-codes').expect(202);
    expect(await becomes(known, signing.body.request, 'refused')).toBe('refused');
  });

  it('says to a known browser that the mail has been sent', async () => {
    const known = await knownBrowser(IDA);
    const own = requestIn((await ask(known, IDA)).text);
    expect(await becomes(known, own, 'sent')).toBe('sent');
  });

  it('asks the server with an address of our own and sends nothing to it', async () => {
    const browser = world.agent();
    const request = requestIn((await ask(browser, UNKNOWN)).text);
    const asked = await until(
      () => mailProbeModel(world.app.connection).findOne().lean(),
      (row) => row !== null && row.at.getTime() > 0,
    );
    expect(asked?.at.getTime()).toBeGreaterThan(0);
    expect(await stateOf(browser, request)).toBe('underway');
    const own = /<(.+)>/.exec(world.app.config.MAIL_FROM)?.[1];
    expect(catcher.mails.filter(({ recipients }) => recipients.includes(own ?? ''))).toEqual([]);
  });
});
