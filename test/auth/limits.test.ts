import { describe, expect, test } from 'vitest';
import { forgetBrowsers } from '#src/auth/known-browsers.ts';
import { networkOf } from '#src/auth/network.ts';
import { newToken } from '#src/auth/secrets.ts';
import { refusedAs } from '../people/parts.ts';
import { KNOWN, OWN_IP, openSignIn, otherThan, UNKNOWN } from './parts.ts';

describe('the limits', () => {
  const retry = { code: 'sign-in-too-often', status: 429, details: { retryAfterSeconds: expect.any(Number) } };

  test('a network gets so many codes for an address, known or not, counted together when asked at the same moment', async () => {
    const limited = await openSignIn({ perNetwork: { times: 5, seconds: 900 } });
    for (const email of [KNOWN, UNKNOWN]) {
      const answers = await Promise.allSettled(Array.from({ length: 12 }, () => limited.ask(email)));
      expect(answers.filter((one) => one.status === 'fulfilled')).toHaveLength(5);
      await expect(limited.ask(email.toUpperCase())).rejects.toMatchObject(retry);
      await expect(limited.ask(email, '198.51.100.7')).resolves.toBeDefined();
    }
    await limited.close();
  });

  test('what a network is refused is none to the address: only what was mailed counts there', async () => {
    const limited = await openSignIn({
      perNetwork: { times: 2, seconds: 900 },
      perAddress: { times: 5, seconds: 900 },
    });
    for (let n = 0; n < 30; n += 1) await limited.ask(KNOWN, '203.0.113.9').catch(() => undefined);
    for (const ip of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) await limited.ask(KNOWN, ip);
    const busy = { ...retry, code: 'sign-in-address-too-often' };
    await expect(limited.ask(KNOWN, '198.51.100.4')).rejects.toMatchObject(busy);
    await limited.close();
  });

  test('all addresses of one IPv6 network are one', async () => {
    const limited = await openSignIn({ perNetwork: { times: 2, seconds: 900 } });
    await limited.ask(KNOWN, '2001:db8:0:7::1');
    await limited.ask(KNOWN, '2001:DB8:0:7:ffff:1:2:3');
    await expect(limited.ask(KNOWN, '2001:db8::7:0:0:0:9')).rejects.toMatchObject(retry);
    await expect(limited.ask(KNOWN, '2001:db8:0:8::1')).resolves.toBeDefined();
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    await limited.close();
  });

  test('a browser that has signed in is counted apart, until its person signs out everywhere', async () => {
    const limited = await openSignIn({
      perAddress: { times: 3, seconds: 900 },
      wrongPerIp: { times: 2, seconds: 900 },
      perKnown: { times: 4, seconds: 900 },
    });
    const browser = newToken();
    const first = await limited.askAndRead(KNOWN, OWN_IP, browser);
    const { session } = await limited.redeem(first.request, first.code);
    for (let n = 0; n < 5; n += 1) await limited.ask(KNOWN, OWN_IP).catch(() => undefined);
    const { request } = await limited.ask(UNKNOWN, OWN_IP);
    for (const guess of ['000001', '000002']) await limited.redeem(request, guess).catch(() => undefined);
    await expect(limited.redeem(request, '000003')).rejects.toMatchObject(retry);
    await expect(limited.ask(KNOWN, OWN_IP)).rejects.toMatchObject({ status: 429 });

    const again = await limited.askAndRead(KNOWN, OWN_IP, browser);
    await expect(limited.redeem(again.request, again.code)).resolves.toBeDefined();
    // It is known for its own address alone, and not without end.
    await expect(limited.ask('emil.toftegaard@norddjurs.example', OWN_IP, browser)).resolves.toBeDefined();
    for (let n = 0; n < 4; n += 1) await limited.ask(KNOWN, OWN_IP, browser);
    await expect(limited.ask(KNOWN, OWN_IP, browser)).rejects.toMatchObject(retry);
    limited.wall.ms += 900_000;
    for (let n = 0; n < 3; n += 1) await limited.ask(KNOWN, OWN_IP);
    await expect(limited.ask(KNOWN, OWN_IP, browser)).resolves.toBeDefined();
    await forgetBrowsers(limited.deps, session.person);
    await expect(limited.ask(KNOWN, OWN_IP, browser)).rejects.toMatchObject({ code: 'sign-in-address-too-often' });
    await limited.close();
  });

  test('an address that is guessed at from many networks gives each code one try, and so the right one still', async () => {
    const limited = await openSignIn({ wrongPerAddress: { times: 6, seconds: 86_400 } });
    const guess = async (place: number) => {
      const { request } = await limited.ask(KNOWN, `198.51.100.${place}`);
      const tried = [];
      for (const step of [1, 2, 3, 4, 5]) {
        const code = otherThan(limited.mails.at(-1)?.code ?? '', step);
        tried.push(await limited.redeem(request, code, `198.51.100.${place}`).catch((error) => error.code));
      }
      return tried.filter((code) => code === 'sign-in-code-wrong').length;
    };
    const mine = await limited.askAndRead();
    expect([await guess(1), await guess(2), await guess(3), await guess(4)]).toEqual([5, 1, 1, 1]);
    await expect(limited.redeem(mine.request, mine.code)).resolves.toBeDefined();
    const next = await limited.askAndRead();
    await expect(limited.redeem(next.request, otherThan(next.code))).rejects.toMatchObject({
      code: 'sign-in-code-wrong',
      details: { triesLeft: 0 },
    });
    await expect(limited.redeem(next.request, next.code)).rejects.toEqual(refusedAs('sign-in-code-tries-spent'));
    await limited.close();
  });

  test('an IP address asks for so many codes, whatever addresses it names', async () => {
    const limited = await openSignIn({ perIp: { times: 3, seconds: 900 } });
    for (const name of ['a', 'b', 'c']) await limited.ask(`${name}@norddjurs.example`, '203.0.113.9');
    await expect(limited.ask(KNOWN, '203.0.113.9')).rejects.toMatchObject(retry);
    await expect(limited.ask(KNOWN, '203.0.113.10')).resolves.toBeDefined();
    limited.wall.ms += 900_000;
    await expect(limited.ask(KNOWN, '203.0.113.9')).resolves.toBeDefined();
    await limited.close();
  });

  test('an IP address that guesses too often is refused, even with the right code', async () => {
    const limited = await openSignIn({ wrongPerIp: { times: 3, seconds: 900 } });
    const { request, code } = await limited.askAndRead();
    for (const step of [1, 2, 3]) {
      await expect(limited.redeem(request, otherThan(code, step), '203.0.113.9')).rejects.toEqual(
        refusedAs('sign-in-code-wrong'),
      );
    }
    await expect(limited.redeem(request, code, '203.0.113.9')).rejects.toMatchObject(retry);
    await expect(limited.redeem(request, code, '203.0.113.10')).resolves.toBeDefined();
    await limited.close();
  });

  test('a council of 31 signs in and signs from one town hall, with a wrong try here and there, and is not refused', async () => {
    // A third of what they need, so that the test is about what is taken back.
    const few = { times: 20, seconds: 900 };
    const limited = await openSignIn({ perIp: few, wrongPerIp: few });
    const members = [...(await limited.deps.directory.current()).people.values()].filter((one) => one.active);
    for (let turn = 0; turn < 62; turn += 1) {
      const member = members[turn % members.length]?.email ?? '';
      const { request, code } = await limited.askAndRead(member);
      if (turn % 2 === 0) await limited.redeem(request, otherThan(code)).catch(() => undefined);
      await limited.redeem(request, code);
    }
    await limited.close();
  });

  test('31 codes that all wait in their mailboxes at once are none too many, twice over', async () => {
    const limited = await openSignIn();
    for (let turn = 0; turn < 62; turn += 1) await limited.ask(`medlem${turn}@norddjurs.example`);
    await limited.close();
  });

  test('somebody who gets in cannot ask and guess for others without end', async () => {
    const limited = await openSignIn({
      perIp: { times: 10, seconds: 900 },
      wrongPerIp: { times: 10, seconds: 900 },
    });
    const ip = '203.0.113.9';
    let asked = 0;
    let guessed = 0;
    const attack = async () => {
      for (;;) {
        const own = await limited.ask(KNOWN, ip);
        await own.deliver();
        await limited.redeem(own.request, limited.mails.at(-1)?.code ?? '', ip);
        const { request } = await limited.ask(`offer${asked}@norddjurs.example`, ip);
        asked += 1;
        for (let n = 0; n < 3; n += 1) {
          await limited.redeem(request, '123456', ip).catch((error: { status: number }) => {
            if (error.status === 429) throw error;
          });
          guessed += 1;
        }
      }
    };
    await expect(attack()).rejects.toMatchObject(retry);
    expect(asked).toBeLessThanOrEqual(10);
    expect(guessed).toBeLessThanOrEqual(10);
    await limited.close();
  });
});
