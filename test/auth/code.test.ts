import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newToken } from '#src/auth/secrets.ts';
import { confirmCode, requestSignatureCode } from '#src/auth/signature-code.ts';
import { randomIds } from '#src/ids.ts';
import { savePerson } from '#src/people/save-person.ts';
import { refusedAs } from '../people/parts.ts';
import { KNOWN, OWN_IP, openSignIn, otherThan, START, UNKNOWN } from './parts.ts';

let service: Awaited<ReturnType<typeof openSignIn>>;
beforeAll(async () => {
  service = await openSignIn();
});
afterAll(() => service.close());
beforeEach(() => service.clock.set(START));

const sessions = () => service.connection.collection('sessions').countDocuments();

describe('signing in by a mailed code', () => {
  test('the code in the mail opens a session of the person, typed with spaces as well', async () => {
    const { request, code } = await service.askAndRead(' Bettina.Andersen@norddjurs.example');
    expect(code).toMatch(/^\d{6}$/);
    expect(service.mails.at(-1)).toMatchObject({ to: KNOWN, name: 'Bettina Andersen', minutes: 10 });
    const { session, token } = await service.redeem(request, `${code.slice(0, 3)} ${code.slice(3)} `);
    expect(session).toMatchObject({ person: 'person-bettina-andersen', freshCodeAt: START });
    expect(await service.deps.sessions.load(token)).toMatchObject({ id: session.id });
  });

  test('neither the code nor the token of session or browser nor the address stands in the store', async () => {
    const browser = newToken();
    const { request, code } = await service.askAndRead(KNOWN, OWN_IP, browser);
    const { token } = await service.redeem(request, code);
    const stored = await Promise.all(
      ['signInCodes', 'sessions', 'signInLimits', 'knownBrowsers'].map((name) =>
        service.connection.collection(name).find().toArray(),
      ),
    );
    const text = JSON.stringify(stored);
    for (const secret of [token, browser, KNOWN]) expect(text).not.toContain(secret);
    expect(text).not.toMatch(new RegExp(`\\b${code}\\b`));
  });

  test('twenty who bring the right code at the same moment get one session', async () => {
    const before = await sessions();
    const { request, code } = await service.askAndRead();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => service.redeem(request, code)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await sessions()).toBe(before + 1);
    await expect(service.redeem(request, code)).rejects.toEqual(refusedAs('sign-in-code-used'));
  });

  test('after five wrong tries the right code is refused too', async () => {
    const { request, code } = await service.askAndRead();
    for (const left of [4, 3, 2, 1, 0]) {
      await expect(service.redeem(request, otherThan(code, left + 1))).rejects.toMatchObject({
        code: 'sign-in-code-wrong',
        details: { triesLeft: left },
      });
    }
    await expect(service.redeem(request, code)).rejects.toEqual(refusedAs('sign-in-code-tries-spent'));
  });

  test('fifty guesses at the same moment are five tries', async () => {
    const { request, code } = await service.askAndRead();
    const guesses = Array.from({ length: 50 }, (_, index) => service.redeem(request, otherThan(code, index + 1)));
    const answers = await Promise.allSettled(guesses);
    const wrong = answers.filter((one) => one.status === 'rejected' && one.reason.code === 'sign-in-code-wrong');
    expect(wrong).toHaveLength(5);
  });

  test('a code is good for ten minutes', async () => {
    const inTime = await service.askAndRead();
    service.later(9.99);
    await expect(service.redeem(inTime.request, inTime.code)).resolves.toBeDefined();
    service.later(0);
    const late = await service.askAndRead();
    service.later(10);
    await expect(service.redeem(late.request, late.code)).rejects.toEqual(refusedAs('sign-in-code-expired'));
  });

  test.each([0, 1, 2])(
    'of four codes in one browser the last three count, each of them where the newest is typed: %i before it',
    async (before) => {
      const browser = newToken();
      const all = [];
      for (let n = 0; n < 4; n += 1) all.push(await service.askAndRead(KNOWN, OWN_IP, browser));
      const [oldest, newest] = [all[0], all[3]];
      await expect(service.redeem(newest?.request ?? '', oldest?.code ?? '')).rejects.toEqual(
        refusedAs('sign-in-code-wrong'),
      );
      await expect(service.redeem(newest?.request ?? '', all[3 - before]?.code ?? '')).resolves.toBeDefined();
      // With it the others are used as well.
      await expect(service.redeem(newest?.request ?? '', newest?.code ?? '')).rejects.toEqual(
        refusedAs('sign-in-code-used'),
      );
    },
  );

  test('a guess is a try at each code that it is compared with: three codes have no more tries than one', async () => {
    const browser = newToken();
    const codes: string[] = [];
    for (let n = 0; n < 3; n += 1) codes.push((await service.askAndRead(KNOWN, OWN_IP, browser)).code);
    const { request } = await service.ask(KNOWN, OWN_IP, browser);
    const wrong = ['000001', '000002', '000003', '000004', '000005', '000006', '000007', '000008'].filter(
      (guess) => !codes.includes(guess) && guess !== service.mails.at(-1)?.code,
    );
    for (const guess of wrong.slice(0, 5)) {
      await expect(service.redeem(request, guess)).rejects.toEqual(refusedAs('sign-in-code-wrong'));
    }
    for (const code of codes) {
      await expect(service.redeem(request, code)).rejects.toEqual(refusedAs('sign-in-code-tries-spent'));
    }
  });

  test('a code for signing in signs nothing, and one for a signature signs nobody in', async () => {
    const { request, code } = await service.askAndRead();
    const { session } = await service.redeem(request, code);
    const forSigning = await requestSignatureCode(service.deps, session, OWN_IP);
    await forSigning.deliver();
    const signing = { request: forSigning.request, code: service.mails.at(-1)?.code ?? '' };
    const forSignIn = await service.askAndRead();
    await expect(service.redeem(signing.request, signing.code)).rejects.toEqual(refusedAs('sign-in-code-wrong'));
    const confirm = (input: object) => confirmCode(service.deps, input, session, OWN_IP);
    await expect(confirm(forSignIn)).rejects.toEqual(refusedAs('sign-in-code-replaced'));
    await expect(confirm(signing)).resolves.toEqual(START);
  });

  test('a code works only in the browser that asked for it', async () => {
    const { request, code } = await service.askAndRead();
    const forged = `${request.slice(0, 44)}${'A'.repeat(43)}`;
    await expect(service.redeem(forged, code)).rejects.toEqual(refusedAs('sign-in-code-replaced'));
    await expect(service.redeem(request, code)).resolves.toBeDefined();
  });

  test('what is not a request or a code is refused before anything is read', async () => {
    for (const input of [
      ['', '123456'],
      ['x.y', '123456'],
      [`${'a'.repeat(43)}.${'b'.repeat(43)}`, '12345'],
    ]) {
      await expect(service.redeem(input[0] ?? '', input[1] ?? '')).rejects.toEqual(refusedAs('bad-input'));
    }
    await expect(service.ask('no address')).rejects.toEqual(refusedAs('bad-input'));
  });
});

describe('an address that nobody has', () => {
  test('gets the same answer, the same row and the same refusals; only the mail is not sent', async () => {
    const known = await service.ask(KNOWN);
    const unknown = await service.ask(UNKNOWN);
    const shape = (answer: object) =>
      Object.entries(answer).map(([key, value]) => [key, typeof value, String(value).length]);
    expect(shape(unknown)).toEqual(shape(known));
    const before = service.mails.length;
    expect(await unknown.deliver()).toBe(false);
    expect(service.mails).toHaveLength(before);

    const rows = await service.connection.collection('signInCodes').find().toArray();
    const fields = (request: string) => Object.keys(rows.find((row) => row.request === request) ?? {}).sort();
    expect(fields(unknown.request)).toEqual(fields(known.request));
    for (const left of [4, 3, 2, 1, 0]) {
      await expect(service.redeem(unknown.request, '123456')).rejects.toMatchObject({
        code: 'sign-in-code-wrong',
        details: { triesLeft: left },
      });
    }
    await expect(service.redeem(unknown.request, '123456')).rejects.toEqual(refusedAs('sign-in-code-tries-spent'));
  });

  test('cannot sign in even if every code is tried against its row', async () => {
    const { request } = await service.ask(UNKNOWN);
    await service.connection.collection('signInCodes').updateOne({ request }, { $set: { triesLeft: 10_000 } });
    const before = await sessions();
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, (_, code) =>
        service.redeem(request, String(code).padStart(6, '0'), `198.51.100.${code}`),
      ),
    );
    expect(answers.every((one) => one.status === 'rejected')).toBe(true);
    expect(await sessions()).toBe(before);
  });

  test('somebody who has become inactive is nobody, also when the mail was sent before', async () => {
    const email = 'sofie.brandt@norddjurs.example';
    const { request, code } = await service.askAndRead(email);
    const person = (await service.deps.directory.current()).people.get('person-sofie-brandt');
    await savePerson({ ...service.deps, ids: randomIds }, { ...person, active: false }, null);
    await expect(service.redeem(request, code)).rejects.toEqual(refusedAs('sign-in-code-wrong'));
    expect(await (await service.ask(email)).deliver()).toBe(false);
  });
});

describe('a mail that cannot be sent', () => {
  test('is logged without the code and the address, and changes nothing in the answer', async () => {
    const working = service.sendMail.now;
    service.sendMail.now = async () => {
      throw new Error('451 try later');
    };
    const { request, deliver } = await service.ask(KNOWN);
    expect(await deliver()).toBe(false);
    service.sendMail.now = working;
    expect(request).toBeTypeOf('string');
    expect(JSON.stringify(service.logged)).not.toContain('@');
    expect(service.logged).toHaveLength(1);
  });
});
